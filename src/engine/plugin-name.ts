/** The name of every pack of this library, so that one acknowledgement (`DatabaseHardening::<rule>`) serves them all. */
export const PLUGIN_NAME = 'DatabaseHardening';
