-- When the cases of a conversation were resolved.
CREATE TABLE resolutions AS
SELECT DISTINCT store, thread, home, cycle.resolved_at AS resolved_at
FROM (SELECT store, thread, home, unnest(cycles) AS cycle FROM conversations)
WHERE cycle.resolved_at IS NOT NULL
