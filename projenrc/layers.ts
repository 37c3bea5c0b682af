/**
 * Who may import whom below `src`: two towers on one base. No import crosses from one tower to the other.
 *
 * The key is a folder of `src`, the value the folders that it may import besides itself.
 */
const BASE = ['core', 'facts'];
const CONSTRUCTS = [...BASE, 'foundation', 'databases'];
const CHECKS = [...BASE, 'model', 'controls', 'rules'];

export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  facts: ['core'],

  foundation: BASE,
  databases: [...BASE, 'foundation'],
  perimeter: CONSTRUCTS,
  compute: CONSTRUCTS,

  model: BASE,
  controls: [...BASE, 'model'],
  rules: [...BASE, 'model', 'controls'],
  engine: CHECKS,
  lock: [...BASE, 'model'],
  reports: [...CHECKS, 'engine'],
  packs: [...CHECKS, 'engine', 'reports'],
};
