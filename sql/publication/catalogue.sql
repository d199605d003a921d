-- Every published column and what it means.
-- grain: table_name, column_name
-- personal: none
-- published: yes
-- inputs: sql
-- columns:
--   table_name: published table
--   position: order of the column, from 1
--   column_name: column
--   type: type
--   description: what it holds
--   grain: columns that make a row unique
--   personal: none or pseudonymous
CREATE TABLE catalogue (
    table_name VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    column_name VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    description VARCHAR NOT NULL,
    grain VARCHAR NOT NULL,
    personal VARCHAR NOT NULL,
    PRIMARY KEY (table_name, column_name)
);
