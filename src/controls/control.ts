/** A published catalogue of requirements. */
export type Framework = 'fsbp' | 'security-hub' | 'cis-database' | 'cis-foundations' | 'nist-800-53-r5' | 'pci-dss-4' | 'hipaa';

/** One requirement of one catalogue. */
export interface Control {
  readonly framework: Framework;
  readonly id: string;
  readonly title: string;
}
