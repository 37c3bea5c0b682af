const GIB = 1024 ** 3;

/** GiB of memory for each virtual CPU, by instance family. https://aws.amazon.com/rds/instance-types/ */
const GIB_PER_VCPU: Readonly<Record<string, number>> = {
  c: 2, m: 4, r: 8, x1: 15.25, x1e: 30.5, x2g: 16, x2i: 16, z: 8,
};

/** Virtual CPUs by size; sizes of `<n>xlarge` have 4 n. */
const VCPUS: Readonly<Record<string, number>> = { medium: 1, large: 2, xlarge: 4 };

/** GiB of the burstable classes, which follow no ratio. https://aws.amazon.com/ec2/instance-types/t3/ */
const BURSTABLE_GIB: Readonly<Record<string, number>> = {
  'nano': 0.5, 'micro': 1, 'small': 2, 'medium': 4, 'large': 8, 'xlarge': 16, '2xlarge': 32,
};

/**
 * Bytes of memory of an instance class (`m7g.large`), or undefined for a class that is not known here.
 *
 * Alarms are sized by it; where it is not known, those alarms are left out rather than guessed.
 */
export function memoryOf(instanceClass: string): number | undefined {
  const [family, size] = instanceClass.replace(/^db\./, '').split('.');
  if (/^t\d/.test(family)) {
    return bytes(BURSTABLE_GIB[size]);
  }
  const ratio = GIB_PER_VCPU[family] ?? GIB_PER_VCPU[family.slice(0, 3)] ?? GIB_PER_VCPU[family.slice(0, 1)];
  const multiple = /^(\d+)xlarge$/.exec(size ?? '')?.[1];
  const vcpus = multiple ? Number(multiple) * 4 : VCPUS[size];
  return ratio === undefined || vcpus === undefined ? undefined : bytes(ratio * vcpus);
}

function bytes(gib: number | undefined): number | undefined {
  return gib === undefined ? undefined : Math.round(gib * GIB);
}
