-- Which case each conversation belongs to, with the time since which it is open.
CREATE TABLE conversations AS
SELECT DISTINCT messages.store, thread, cases.home, cases.number, cases.entity AS case_entity, cases.cause, cases.opened_at
FROM messages JOIN case_homes ON case_homes.part = messages.home JOIN cases ON cases.home = case_homes.home
