-- The newest version of each entity; the id breaks ties, so that the order of arrival never matters.
CREATE VIEW newest AS
SELECT * FROM facts QUALIFY row_number() OVER (PARTITION BY entity ORDER BY version DESC, id DESC) = 1
