import * as ec2 from 'aws-cdk-lib/aws-ec2';
import {
  DEFAULT_DATA_TYPE, DEFAULT_MASTER_TYPE, DEFAULT_MASTERS, DEFAULT_VOLUME_GIB, OpenSearchMultiAz, SecureOpenSearchDomainProps,
} from './opensearch-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { FAMILIES_WITH_OWN_DISKS, OPENSEARCH_MIN_NODES } from '../../facts/opensearch';
import { Tier } from '../../foundation/network/network';

/** How many nodes of which class lie where. */
export interface OpenSearchLayout {
  /** One subnet for each zone: 3, 2 or 1. */
  readonly subnets: readonly ec2.ISubnet[];
  readonly dataNodes: number;
  readonly dataType: string;

  /** 0 without dedicated masters. */
  readonly masterNodes: number;
  readonly masterType: string;

  /** Whether one zone stands by. */
  readonly standby: boolean;

  /** GiB of each volume; undefined for classes with disks of their own. */
  readonly volumeGib?: number;
}

/** The most zones that a domain uses: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html */
const MAX_ZONES = 3;

/** The layout that the props and the network lead to; it may be wrong, which the checks report. */
export function layoutOf({ nodes = {}, storage = {}, network }: SecureOpenSearchDomainProps, hardening: Hardening): OpenSearchLayout {
  const available = hardening.keeps(Safeguard.HIGH_AVAILABILITY);
  const subnets = onePerZone(network.subnets(Tier.DATA)).slice(0, available ? MAX_ZONES : 1);
  const dataType = nodes.dataInstanceType ?? DEFAULT_DATA_TYPE;
  const perZone = subnets.length === 0 ? 1 : Math.ceil(OPENSEARCH_MIN_NODES / subnets.length);
  return {
    subnets,
    dataType,
    dataNodes: nodes.dataNodes ?? (available ? perZone * subnets.length : 1),
    masterNodes: available ? nodes.masterNodes ?? DEFAULT_MASTERS : 0,
    masterType: nodes.masterInstanceType ?? DEFAULT_MASTER_TYPE,
    standby: nodes.multiAz === OpenSearchMultiAz.WITH_STANDBY,
    volumeGib: FAMILIES_WITH_OWN_DISKS.includes(familyOf(dataType)) ? undefined : storage.volumeGib ?? DEFAULT_VOLUME_GIB,
  };
}

/** `r6g` of `r6g.large.search`; empty for a token. */
export function familyOf(instanceType: string): string {
  return (known(instanceType) ?? '').split('.')[0];
}

/** The service takes one subnet for each zone. */
function onePerZone(subnets: readonly ec2.ISubnet[]): ec2.ISubnet[] {
  const zones = new Map(subnets.map((subnet) => [subnet.availabilityZone, subnet]).reverse() as [string, ec2.ISubnet][]);
  return subnets.filter((subnet) => zones.get(subnet.availabilityZone) === subnet);
}
