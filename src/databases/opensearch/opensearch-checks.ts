import { familyOf, layoutOf, OpenSearchLayout } from './opensearch-layout';
import { checkNodes } from './opensearch-node-checks';
import { SecureOpenSearchDomainProps, TIME } from './opensearch-props';
import { PropProblems, quoted } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { endedOpenSearchSupport, FAMILIES_WITH_OWN_DISKS } from '../../facts/opensearch';
import { volumeLimits } from '../../facts/opensearch-nodes';
import { OPENSEARCH_RECOVERY } from '../../facts/recovery';
import { checkRecovery } from '../recovery/recovery-checks';
import { checkDataTier } from '../relational/relational-checks';

/** The safeguards of a domain. Encryption between nodes and HTTPS belong to fine-grained access, which cannot do without. */
export const OPENSEARCH_SAFEGUARDS = [
  Safeguard.ENCRYPTION_AT_REST, Safeguard.CUSTOMER_MANAGED_KEY, Safeguard.ENCRYPTION_IN_TRANSIT, Safeguard.PRIVATE_NETWORK, Safeguard.TIERED_ACCESS,
  Safeguard.FINE_GRAINED_ACCESS, Safeguard.MANAGED_CREDENTIALS, Safeguard.RETENTION, Safeguard.HIGH_AVAILABILITY, Safeguard.LOG_EXPORTS,
  Safeguard.ALARMS, Safeguard.AUTOMATIC_PATCHING, Safeguard.SUPPORTED_ENGINE,
];

/** Report everything that is wrong with the props, and find the layout that they lead to. */
export function checkOpenSearchProps(props: SecureOpenSearchDomainProps, hardening: Hardening, problems: PropProblems): OpenSearchLayout {
  const layout = layoutOf(props, hardening);
  const { snapshots, zones, standby } = OPENSEARCH_RECOVERY;
  checkRecovery(props.recovery?.objectives, { snapshots, takesOver: layout.standby ? standby : zones }, hardening, problems);
  checkDataTier(props.network, problems);
  checkVersion(props, hardening, problems);
  checkName(props, problems);
  checkNodes(props, layout, hardening, problems);
  checkStorage(props, layout, problems);
  checkDashboards(props, problems);
  problems.text('offPeakStart', props.offPeakStart, {
    code: 'OFF_PEAK_START_INVALID', pattern: TIME, allowed: 'times as hh:mm in UTC, from 00:00 to 23:59', instead: "pass for example '22:00'",
  });
  problems.mustBeKnown('offPeakStart', props.offPeakStart, 'OFF_PEAK_START_UNKNOWN', "pass plain text, for example '22:00'");
  return layout;
}

function checkVersion({ version: { version } }: SecureOpenSearchDomainProps, hardening: Hardening, problems: PropProblems): void {
  const engineVersion = known(version);
  problems.mustBeKnown('version', version, 'ENGINE_VERSION_UNKNOWN', 'pass an opensearch.EngineVersion');
  problems.when(engineVersion !== undefined && !/^OpenSearch_\d+\.\d+$/.test(engineVersion), 'ENGINE_UNSUPPORTED',
    () => `\`version\` is ${quoted(version)}, allowed are versions of OpenSearch; take opensearch.EngineVersion.OPENSEARCH_3_1`);
  const ended = hardening.keeps(Safeguard.SUPPORTED_ENGINE) && engineVersion?.startsWith('OpenSearch_') ? endedOpenSearchSupport(engineVersion) : undefined;
  problems.when(ended !== undefined, 'ENGINE_OUT_OF_SUPPORT',
    () => `\`version\` is ${version}, whose standard support ended on ${ended}; take OpenSearch_2.11 or later, or waive Safeguard.SUPPORTED_ENGINE`);
}

function checkName({ domainName }: SecureOpenSearchDomainProps, problems: PropProblems): void {
  problems.mustBeKnown('domainName', domainName, 'DOMAIN_NAME_UNKNOWN', 'pass plain text, since policies name the domain');
  problems.text('domainName', domainName, {
    code: 'DOMAIN_NAME_INVALID',
    pattern: /^[a-z][a-z0-9-]{2,27}$/,
    allowed: '3 to 28 lower-case letters, digits and hyphens, starting with a letter',
    instead: 'leave it out for a derived name',
  });
}

function checkStorage({ storage }: SecureOpenSearchDomainProps, { dataType }: OpenSearchLayout, problems: PropProblems): void {
  problems.when(storage !== undefined && FAMILIES_WITH_OWN_DISKS.includes(familyOf(dataType)), 'STORAGE_UNSUPPORTED',
    () => `\`storage\` is set, but nodes of class ${dataType} have disks of their own and take no volume; remove it`);
  const { min, max } = volumeLimits(known(dataType) ?? '');
  problems.wholeNumber('storage.volumeGib', storage?.volumeGib, {
    code: 'VOLUME_OUT_OF_RANGE', min, max, unit: 'GiB', instead: `correct it, leave it out, or take another class than ${dataType}`,
  });
  problems.wholeNumber('storage.iops', storage?.iops, { code: 'IOPS_TOO_LOW', min: 3000, unit: 'operations per second', instead: 'raise it or leave it out' });
  problems.wholeNumber('storage.throughput', storage?.throughput, {
    code: 'THROUGHPUT_TOO_LOW', min: 125, unit: 'MiB per second', instead: 'raise it or leave it out',
  });
}

// https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_CognitoOptions.html
function checkDashboards({ dashboards }: SecureOpenSearchDomainProps, problems: PropProblems): void {
  problems.text('dashboards.userPoolId', dashboards?.userPoolId, {
    code: 'USER_POOL_INVALID', pattern: /^(?=.{1,55}$)[\w-]+_[0-9a-zA-Z]+$/, allowed: 'ids such as eu-west-1_abcDEF123', instead: 'pass `userPool.userPoolId`',
  });
  problems.text('dashboards.identityPoolId', dashboards?.identityPoolId, {
    code: 'IDENTITY_POOL_INVALID',
    pattern: /^(?=.{1,55}$)[\w-]+:[0-9a-f-]+$/,
    allowed: 'ids such as eu-west-1:11111111-2222-3333-4444-555555555555',
    instead: 'pass the `ref` of the identity pool',
  });
}
