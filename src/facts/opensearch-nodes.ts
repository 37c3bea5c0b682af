// https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html

/** Data nodes in one Availability Zone at most, when the quota of the account is raised. */
export const OPENSEARCH_NODES_PER_ZONE = 334;

/** Data nodes of a domain at most whose classes are burstable. */
export const OPENSEARCH_BURSTABLE_NODES = 10;

/** Burstable classes: `t3` of `t3.medium.search`. */
export function isBurstable(family: string): boolean {
  return /^t\d/.test(family);
}

/** GiB of the smallest volume, and of the largest one by the size of the class. */
interface VolumeFacts {
  readonly min: number;
  readonly max: Readonly<Record<string, number>>;
}

const LATER_SIZES = { '4xlarge': 6144, '8xlarge': 12_288, '12xlarge': 18_432, '16xlarge': 24_576 };

const COMPUTE: VolumeFacts = {
  min: 10,
  max: {
    'large': 256, 'xlarge': 512, '2xlarge': 1024, '4xlarge': 1536, '8xlarge': 3072, '9xlarge': 3584, '12xlarge': 4608, '16xlarge': 6144, '18xlarge': 7168,
  },
};
const GENERAL: VolumeFacts = { min: 10, max: { 'large': 1024, 'xlarge': 2048, '2xlarge': 3072, ...LATER_SIZES } };
const GENERAL_7: VolumeFacts = { min: 10, max: { ...GENERAL.max, medium: 512, large: 768 } };
const MEMORY: VolumeFacts = { min: 10, max: { 'large': 2048, 'xlarge': 3072, '2xlarge': 6144, '4xlarge': 12_288, '8xlarge': 16_384, '12xlarge': 24_576 } };
const MEMORY_7: VolumeFacts = { min: 10, max: { ...MEMORY.max, 'medium': 768, 'large': 1536, '16xlarge': 36_864 } };
const MEMORY_8: VolumeFacts = { min: 10, max: { ...MEMORY_7.max, large: 1532 } };

const VOLUMES: Readonly<Record<string, VolumeFacts>> = {
  ...families(COMPUTE, 'c5', 'c6g', 'c7g', 'c7i', 'c8g'),
  ...families(GENERAL, 'm5', 'm6g'),
  ...families(GENERAL_7, 'm7g', 'm7i', 'm8g'),
  ...families(MEMORY, 'r5', 'r6g'),
  ...families(MEMORY_7, 'r7g', 'r7i'),
  ...families(MEMORY_8, 'r8g'),
  ...families({ ...MEMORY_8, min: 20 }, 'or1', 'or2'),
  ...families({ ...GENERAL_7, min: 20 }, 'om2'),
  t3: { min: 10, max: { small: 100, medium: 200 } },
};

function families(facts: VolumeFacts, ...names: readonly string[]): Record<string, VolumeFacts> {
  return Object.fromEntries(names.map((name) => [name, facts]));
}

/** GiB of the gp3 volume of `r6g.large.search`, at least and at most; what AWS does not list has no upper limit here. */
export function volumeLimits(instanceType: string): { readonly min: number; readonly max?: number } {
  const [family, size] = instanceType.split('.');
  const facts = VOLUMES[family];
  return { min: facts?.min ?? 10, max: facts?.max[size] };
}

/** Families that take no gp3 volume: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html#ebsresource */
export const FAMILIES_WITHOUT_GP3: readonly string[] = ['c4', 'i2', 'm3', 'm4', 'r3', 'r4', 't2'];

// https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html#managedomains-za-standby
// https://aws.amazon.com/blogs/big-data/amazon-opensearch-service-now-supports-99-99-availability-using-multi-az-with-standby/
/** What a domain with a standby zone must have. Its data nodes are a multiple of the zones. */
export const OPENSEARCH_STANDBY = { zones: 3, masters: 3, since: '1.3' };

/** Whether nodes of a family may stand by: classes of the current generation, and none that is burstable. */
export function mayStandBy(family: string): boolean {
  return !isBurstable(family) && !FAMILIES_WITHOUT_GP3.includes(family);
}

/** Shards for each GiB of the heap of each data node, at most: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/cloudwatch-alarms.html */
export const SHARDS_PER_GIB = 25;

/** GiB of the largest heap, which takes half of the memory. Same page. */
export const MAX_HEAP_GIB = 32;
