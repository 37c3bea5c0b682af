import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { PropProblems, quoted } from '../../core/check-props';
import { known } from '../../core/known';
import { EngineFamily } from '../../facts/rds-engine-facts';

/** What an engine says of its classes. */
export interface ClassFacts {
  readonly engine: string;
  readonly family: EngineFamily;
}

/** Classes with processors of AWS: `m6g`, `r8gd`, `x2g`; neither `z1d` nor `x2iedn`. */
const GRAVITON = /^[a-z]+\d+g[a-z]*\./;

/** The families of which RDS has classes with processors of AWS: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html */
const ON_GRAVITON: readonly EngineFamily[] = ['mysql', 'mariadb', 'postgres'];

/** Aurora has classes that are optimized for memory, and such that burst: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.DBInstanceClass.Types.html */
const OF_AURORA = /^[rtx]/;

/** Report a class that is malformed, or that no edition of the engine runs on. */
export function checkClass(prop: string, instanceType: ec2.InstanceType | undefined, { engine, family }: ClassFacts, problems: PropProblems): void {
  const name = known(instanceType?.toString());
  if (name === undefined) {
    return;
  }
  problems.text(prop, name, {
    code: 'INSTANCE_CLASS_INVALID',
    pattern: /^(?!db\.)[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/,
    allowed: 'a family and a size, without `db.` before them',
    instead: "pass for example new ec2.InstanceType('r6i.large')",
  });
  problems.when(GRAVITON.test(name) && !ON_GRAVITON.includes(family), 'INSTANCE_CLASS_UNSUPPORTED',
    () => `\`${prop}\` is ${quoted(name)}, on whose processors ${engine} does not run; pass a class with those of Intel or AMD, such as r6i.large`);
  problems.when(engine.startsWith('aurora') && !name.startsWith('db.') && !OF_AURORA.test(name), 'INSTANCE_CLASS_UNSUPPORTED',
    () => `\`${prop}\` is ${quoted(name)}, but Aurora runs on memory-optimized (r, x) and burstable classes (t) only; pass for example r6g.large`);
}
