import { familyOf, layoutOf, OpenSearchLayout } from './opensearch-layout';
import { SecureOpenSearchDomainProps, TIME } from './opensearch-props';
import { PropProblems, quoted } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import {
  endedOpenSearchSupport, FAMILIES_WITH_OWN_DISKS, FAMILIES_WITHOUT_ENCRYPTION, OPENSEARCH_MASTER_COUNTS, OPENSEARCH_MIN_NODES,
} from '../../facts/opensearch';
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
  checkDataTier(props.network, problems);
  checkVersion(props, hardening, problems);
  checkName(props, problems);
  checkZones(layout, hardening, problems);
  checkDataNodes(props, layout, hardening, problems);
  checkMasterNodes(props, hardening, problems);
  checkInstanceTypes(layout, problems);
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

function checkZones({ subnets }: OpenSearchLayout, hardening: Hardening, problems: PropProblems): void {
  const least = hardening.keeps(Safeguard.HIGH_AVAILABILITY) ? 2 : 1;
  problems.when(subnets.length < least, 'ZONES_TOO_FEW',
    () => `\`network\` has data subnets in ${subnets.length} zones, at least ${least} are needed; `
      + `add zones to the network${least === 2 ? ', or waive Safeguard.HIGH_AVAILABILITY' : ''}`);
}

function checkDataNodes(props: SecureOpenSearchDomainProps, { subnets }: OpenSearchLayout, hardening: Hardening, problems: PropProblems): void {
  const available = hardening.keeps(Safeguard.HIGH_AVAILABILITY);
  const [count, zones] = [known(props.nodes?.dataNodes), subnets.length];
  const least = available ? OPENSEARCH_MIN_NODES : 1;
  problems.when(count !== undefined && !(Number.isInteger(count) && count >= least), 'DATA_NODES_TOO_FEW',
    () => `\`nodes.dataNodes\` is ${count}, a whole number of at least ${least} is needed; leave it out for the default`
      + `${available ? ', or waive Safeguard.HIGH_AVAILABILITY' : ''}`);
  problems.when(count !== undefined && available && zones > 0 && count % zones !== 0, 'DATA_NODES_UNEVEN',
    () => `\`nodes.dataNodes\` is ${count}, a multiple of ${zones} is needed to lie evenly in ${zones} zones; `
      + `take ${Math.ceil(count! / zones) * zones}`);
}

function checkMasterNodes({ nodes = {} }: SecureOpenSearchDomainProps, hardening: Hardening, problems: PropProblems): void {
  const [count, kept] = [known(nodes.masterNodes), hardening.keeps(Safeguard.HIGH_AVAILABILITY)];
  problems.when(count !== undefined && kept && !OPENSEARCH_MASTER_COUNTS.includes(count), 'MASTER_NODES_INVALID',
    () => `\`nodes.masterNodes\` is ${count}, allowed are ${OPENSEARCH_MASTER_COUNTS.join(' or ')}; an even number cannot elect a leader when half of them are gone`);
  problems.when(nodes.masterNodes !== undefined && !kept, 'MASTER_NODES_WAIVED',
    () => '`nodes.masterNodes` is set, and Safeguard.HIGH_AVAILABILITY is waived; remove one of the two');
}

const INSTANCE_TYPE = /^[a-z]+\d+[a-z]*(-[a-z0-9]+)?\.(\d*x?large|medium|small|micro|nano|metal)\.search$/;

function checkInstanceTypes({ dataType, masterType }: OpenSearchLayout, problems: PropProblems): void {
  for (const [name, type] of [['nodes.dataInstanceType', dataType], ['nodes.masterInstanceType', masterType]]) {
    problems.mustBeKnown(name, type, 'INSTANCE_TYPE_UNKNOWN', 'pass plain text, for example r6g.large.search');
    problems.text(name, type, {
      code: 'INSTANCE_TYPE_INVALID', pattern: INSTANCE_TYPE, allowed: 'classes of the service, which end in .search', instead: 'pass for example r6g.large.search',
    });
    problems.when(FAMILIES_WITHOUT_ENCRYPTION.includes(familyOf(type)), 'INSTANCE_TYPE_WITHOUT_ENCRYPTION',
      () => `\`${name}\` is ${type}, whose storage cannot be encrypted; take a later generation, for example r6g.large.search`);
  }
}

function checkStorage({ storage }: SecureOpenSearchDomainProps, { dataType }: OpenSearchLayout, problems: PropProblems): void {
  problems.when(storage !== undefined && FAMILIES_WITH_OWN_DISKS.includes(familyOf(dataType)), 'STORAGE_UNSUPPORTED',
    () => `\`storage\` is set, but nodes of class ${dataType} have disks of their own and take no volume; remove it`);
  atLeast('storage.volumeGib', storage?.volumeGib, 10, 'GiB', 'VOLUME_TOO_SMALL');
  atLeast('storage.iops', storage?.iops, 3000, 'operations per second', 'IOPS_TOO_LOW');
  atLeast('storage.throughput', storage?.throughput, 125, 'MiB per second', 'THROUGHPUT_TOO_LOW');

  function atLeast(name: string, value: number | undefined, least: number, unit: string, code: string): void {
    const got = known(value);
    problems.when(got !== undefined && !(Number.isInteger(got) && got >= least), code,
      () => `\`${name}\` is ${got} ${unit}, a whole number of at least ${least} is needed; raise it or leave it out`);
  }
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
