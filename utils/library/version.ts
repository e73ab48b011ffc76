/** Version written into every stored record. A change of shape raises it and adds a migration. */
export const SCHEMA_VERSION = 1;
