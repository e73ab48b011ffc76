/** Version written into every stored record. A change of shape raises it and adds a step in migrate.ts. */
export const SCHEMA_VERSION = 3;
