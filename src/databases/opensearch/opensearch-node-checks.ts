import { familyOf, OpenSearchLayout } from './opensearch-layout';
import { OpenSearchMultiAz, SecureOpenSearchDomainProps } from './opensearch-props';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { FAMILIES_WITHOUT_ENCRYPTION, OPENSEARCH_MASTER_COUNTS, OPENSEARCH_MIN_NODES } from '../../facts/opensearch';
import {
  FAMILIES_WITHOUT_GP3, isBurstable, mayStandBy, OPENSEARCH_BURSTABLE_NODES, OPENSEARCH_NODES_PER_ZONE, OPENSEARCH_STANDBY,
} from '../../facts/opensearch-nodes';
import { isAtLeastVersion } from '../../facts/rds-engines';

/** Report nodes that the service does not take, or that do not keep the domain available. */
export function checkNodes(props: SecureOpenSearchDomainProps, layout: OpenSearchLayout, hardening: Hardening, problems: PropProblems): void {
  checkZones(layout, hardening, problems);
  checkDataNodes(props, layout, hardening, problems);
  checkMasterNodes(props, hardening, problems);
  checkInstanceTypes(layout, problems);
  if (props.nodes?.multiAz === OpenSearchMultiAz.WITH_STANDBY) {
    checkStandby(props, layout, hardening, problems);
  }
}

function checkZones({ subnets }: OpenSearchLayout, hardening: Hardening, problems: PropProblems): void {
  const least = hardening.keeps(Safeguard.HIGH_AVAILABILITY) ? 2 : 1;
  problems.when(subnets.length < least, 'ZONES_TOO_FEW',
    () => `\`network\` has data subnets in ${subnets.length} zones, at least ${least} are needed; `
      + `add zones to the network${least === 2 ? ', or waive Safeguard.HIGH_AVAILABILITY' : ''}`);
}

function checkDataNodes(
  { nodes }: SecureOpenSearchDomainProps, { subnets, dataType }: OpenSearchLayout, hardening: Hardening, problems: PropProblems,
): void {
  const available = hardening.keeps(Safeguard.HIGH_AVAILABILITY);
  const [count, zones] = [known(nodes?.dataNodes), subnets.length];
  const least = available ? OPENSEARCH_MIN_NODES : 1;
  problems.when(count !== undefined && !(Number.isInteger(count) && count >= least), 'DATA_NODES_TOO_FEW',
    () => `\`nodes.dataNodes\` is ${count}, a whole number of at least ${least} is needed; leave it out for the default`
      + `${available ? ', or waive Safeguard.HIGH_AVAILABILITY' : ''}`);
  problems.when(count !== undefined && available && zones > 0 && count % zones !== 0, 'DATA_NODES_UNEVEN',
    () => `\`nodes.dataNodes\` is ${count}, a multiple of ${zones} is needed to lie evenly in ${zones} zones; `
      + `take ${Math.ceil(count! / zones) * zones}`);
  const most = isBurstable(familyOf(dataType)) ? OPENSEARCH_BURSTABLE_NODES : zones * OPENSEARCH_NODES_PER_ZONE;
  problems.when(count !== undefined && zones > 0 && count > most, 'DATA_NODES_TOO_MANY',
    () => `\`nodes.dataNodes\` is ${count}, at most ${most} of class ${dataType} are allowed in ${zones} zones; take fewer, of a larger class`);
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
  const old = FAMILIES_WITHOUT_GP3.includes(familyOf(dataType)) && !FAMILIES_WITHOUT_ENCRYPTION.includes(familyOf(dataType));
  problems.when(old, 'INSTANCE_TYPE_WITHOUT_GP3',
    () => `\`nodes.dataInstanceType\` is ${dataType}, which takes no volume of type gp3; take a later generation, for example r6g.large.search`);
}

/** What the service demands of a domain with a zone that stands by. */
function checkStandby(
  { version: { version }, nodes }: SecureOpenSearchDomainProps, { subnets, dataType, masterType, masterNodes }: OpenSearchLayout,
  hardening: Hardening, problems: PropProblems,
): void {
  const { zones, masters, since } = OPENSEARCH_STANDBY;
  const kept = hardening.keeps(Safeguard.HIGH_AVAILABILITY);
  problems.when(!kept, 'STANDBY_WAIVED', () => '`nodes.multiAz` asks for a standby zone, and Safeguard.HIGH_AVAILABILITY is waived; remove one of the two');
  problems.when(kept && subnets.length < zones, 'STANDBY_ZONES_TOO_FEW',
    () => `\`network\` has data subnets in ${subnets.length} zones, but a domain with a standby needs ${zones}; add zones to the network, give the stack a region `
      + '(without one the CDK knows of two zones), or remove `nodes.multiAz`');
  problems.when(kept && nodes?.masterNodes !== undefined && known(masterNodes) !== masters, 'STANDBY_MASTERS',
    () => `\`nodes.masterNodes\` is ${known(masterNodes) ?? 'a token'}, but a domain with a standby has ${masters}; leave it out`);
  const [, release] = (known(version) ?? '').split('_');
  problems.when(/^\d+\.\d+$/.test(release ?? '') && !isAtLeastVersion(release, since), 'STANDBY_UNSUPPORTED',
    () => `\`version\` is ${version}, but a domain with a standby needs OpenSearch ${since} or later; take a later version`);
  for (const [name, type] of [['nodes.dataInstanceType', dataType], ['nodes.masterInstanceType', masterType]]) {
    problems.when(!mayStandBy(familyOf(type)), 'STANDBY_INSTANCE_TYPE',
      () => `\`${name}\` is ${type}, which cannot stand by; take a current class that is not burstable, for example r6g.large.search`);
  }
}
