import { Catalogue } from './catalogue';
import { CIS_DATABASE } from './cis-database';
import { CIS_FOUNDATIONS } from './cis-foundations';
import { FSBP } from './fsbp';
import { HIPAA } from './hipaa';
import { NIST_800_53_R5 } from './nist-800-53-r5';
import { PCI_DSS_4 } from './pci-dss-4';
import { SECURITY_HUB } from './security-hub';

export { Control, Framework } from './control';
export { Catalogue } from './catalogue';
export { cisDatabase } from './cis-database';
export { cisFoundations } from './cis-foundations';
export { fsbp } from './fsbp';
export { hipaa } from './hipaa';
export { nist80053r5 } from './nist-800-53-r5';
export { pciDss } from './pci-dss-4';
export { securityHub } from './security-hub';

/** Every catalogue, in the order of the documentation. */
export const CATALOGUES: readonly Catalogue[] = [
  FSBP, SECURITY_HUB, CIS_DATABASE, CIS_FOUNDATIONS, NIST_800_53_R5, PCI_DSS_4, HIPAA,
];
