import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as sns from 'aws-cdk-lib/aws-sns';
import { DataClassification } from '../src/core/data-classification';
import { Safeguard, SAFEGUARDS, safeguardName } from '../src/core/safeguard';
import { Waiver } from '../src/core/waiver';
import { Db2Engine } from '../src/databases/rds/db2-engine';
import { EngineEncryption, MasterAuthentication } from '../src/databases/rds/rds-engine-options';
import { SecureRdsInstanceProps } from '../src/databases/rds/rds-props';
import { rdsSafeguards } from '../src/databases/rds/rds-safeguards';
import { SecureRdsInstance } from '../src/databases/rds/secure-rds-instance';
import { RDS_ENGINES } from '../src/facts/rds-engines';
import { TieredNetwork } from '../src/foundation/network/tiered-network';

/** What an update does to what holds data. */
export interface Outcome {
  readonly prop: string;

  /** Resources that CloudFormation replaces, with the property that makes it do so. */
  readonly replaced: readonly string[];

  /** Properties of which CloudFormation says that they replace the resource under some conditions. */
  readonly conditional: readonly string[];

  /** Resources that leave the stack; they are retained. */
  readonly left: readonly string[];
}

type Props = Omit<SecureRdsInstanceProps, 'network'>;

/** A prop that is changed after the first deployment. */
export interface Change {
  /** The prop as users write it: `naming.databaseName`. */
  readonly prop: string;

  /** The props before, which add to the least that an instance takes. */
  readonly before?: Partial<Props>;
  readonly after: (stack: Stack) => Partial<Props>;
}

/** What is lost when it is replaced, even if it is retained: a new one comes empty, or with a new address. */
const STATEFUL = ['AWS::RDS::DBInstance', 'AWS::KMS::Key', 'AWS::Logs::LogGroup', 'AWS::SNS::Topic'];

const ENV = { account: '111111111111', region: 'eu-west-1' };
const MYSQL = rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.VER_8_4_5 });
const ORACLE = rds.DatabaseInstanceEngine.oracleSe2({ version: rds.OracleEngineVersion.VER_19_0_0_0_2025_01_R1 });
const KEY_ARN = 'arn:aws:kms:eu-west-1:111111111111:key/11111111-2222-3333-4444-555555555555';
const DB2: Partial<Props> = { engine: Db2Engine.standardEdition('11.5.9.0.sb00063198.r1'), engineOptions: { ibmCustomerId: '1', ibmSiteId: '2' } };
const SQL_SERVER: Partial<Props> = { engine: rds.DatabaseInstanceEngine.sqlServerSe({ version: rds.SqlServerEngineVersion.VER_16 }) };

const change = (prop: string, props: Partial<Props>, before?: Partial<Props>): Change => ({ prop, before, after: () => props });

/** Every prop of `SecureRdsInstance`, each changed once. `network` is left out: another VPC is another home for the data. */
export const CHANGES: readonly Change[] = [
  change('engine (minor version)', { engine: rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.VER_8_4_6 }) }),
  change('engine (major version)', { engine: MYSQL }, {
    engine: rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.VER_8_0_43 }),
    waivers: [Waiver.of(Safeguard.SUPPORTED_ENGINE, 'before the upgrade of the application')],
  }),
  change('instanceType', { instanceType: ec2.InstanceType.of(ec2.InstanceClass.R6G, ec2.InstanceSize.XLARGE) }),
  change('classification', { classification: DataClassification.PROTECTED }),
  { prop: 'encryptionKey', after: (stack) => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'Own', KEY_ARN) }) },
  { prop: 'alerts', after: (stack) => ({ alerts: sns.Topic.fromTopicArn(stack, 'Own', 'arn:aws:sns:eu-west-1:111111111111:alerts') }) },
  change('backupRetention', { backupRetention: Duration.days(14) }),
  change('windows.backup', { windows: { backup: '03:00-03:30' } }),
  change('windows.maintenance', { windows: { maintenance: 'mon:05:00-mon:06:00' } }),
  change('port', { port: 3307 }),
  change('parameters', { parameters: { max_connections: '200' } }),
  change('naming.identifier', { naming: { identifier: 'orders' } }),
  change('naming.databaseName', { naming: { databaseName: 'shop' } }),
  change('naming.masterUsername', { naming: { masterUsername: 'keeper' } }),
  change('storage.allocatedGib', { storage: { allocatedGib: 400 } }),
  change('storage.maxAllocatedGib', { storage: { maxAllocatedGib: 1000 } }),
  change('storage.storageType', { storage: { storageType: rds.StorageType.IO2, iops: 5000 } }),
  change('storage.iops', { storage: { allocatedGib: 400, iops: 13_000 } }, { storage: { allocatedGib: 400 } }),
  change('storage.throughput', { storage: { allocatedGib: 400, iops: 13_000, throughput: 600 } }, { storage: { allocatedGib: 400, iops: 13_000 } }),
  { prop: 'storage.snapshot', ...fromSnapshot() },
  change('engineOptions.masterAuthentication', { engineOptions: { masterAuthentication: MasterAuthentication.IAM } }),
  change('engineOptions.caCertificate', { engineOptions: { caCertificate: rds.CaCertificate.RDS_CA_ECC384_G1 } }),
  change('engineOptions.licenseModel', { engineOptions: { licenseModel: rds.LicenseModel.BRING_YOUR_OWN_LICENSE } }, { engine: ORACLE }),
  change('engineOptions.encryption', { engineOptions: { encryption: EngineEncryption.TRANSPARENT_DATA_ENCRYPTION } }, SQL_SERVER),
  change('engineOptions.ibmCustomerId', { engineOptions: { ibmCustomerId: '3', ibmSiteId: '2' } }, DB2),
  change('engineOptions.ibmSiteId', { engineOptions: { ibmCustomerId: '1', ibmSiteId: '3' } }, DB2),
  ...rdsSafeguards(RDS_ENGINES.mysql).filter((safeguard) => SAFEGUARDS[safeguard].permanent === undefined)
    .map((safeguard) => change(`waivers (${safeguardName(safeguard)})`, { waivers: [Waiver.of(safeguard, 'preview environment, rebuilt nightly')] })),
];

function fromSnapshot(): Omit<Change, 'prop'> {
  return { after: (stack) => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'Own', KEY_ARN), storage: { snapshot: 'before-the-move' } }) };
}

interface Json {
  readonly [key: string]: Json;
}

/** Build every change in two apps, as they are before and after, and compare the templates with the CDK's own diff engine. */
export function outcomes(): Outcome[] {
  const before = templates(({ before: props = {} }) => props);
  const after = templates(({ before: props = {}, after: changed }, stack) => ({ ...without(props, 'waivers'), ...changed(stack) }));
  return CHANGES.map(({ prop }, index) => ({ prop, ...compare(before[index], after[index]) }));
}

/** The template of every change on one side; the stacks have the same names on both. */
function templates(propsOf: (change: Change, stack: Stack) => Partial<Props>): Json[] {
  const app = new App();
  const network = new TieredNetwork(new Stack(app, 'Network', { env: ENV }), 'Network');
  const stacks = CHANGES.map((each, index) => {
    const stack = new Stack(app, `Stack${index}`, { env: ENV });
    const given = propsOf(each, stack);
    new SecureRdsInstance(stack, 'Orders', { network, engine: MYSQL, ...given });
    return stack;
  });
  const assembly = app.synth();
  return stacks.map(({ artifactId }) => assembly.getStackArtifact(artifactId).template as Json);
}

function without(props: Partial<Props>, name: keyof Props): Partial<Props> {
  return Object.fromEntries(Object.entries(props).filter(([key]) => key !== name));
}

function compare(before: Json, after: Json): Omit<Outcome, 'prop'> {
  const found: Record<'replaced' | 'conditional' | 'left', string[]> = { replaced: [], conditional: [], left: [] };
  fullDiff(before, after).resources.forEachDifference((_id, { oldResourceType: type = '', isRemoval, propertyUpdates }) => {
    if (!STATEFUL.includes(type)) {
      return;
    }
    if (isRemoval) {
      found.left.push(type);
    }
    for (const [property, { changeImpact }] of Object.entries(propertyUpdates)) {
      found.replaced.push(...(changeImpact === ResourceImpact.WILL_REPLACE ? [`${type} ${property}`] : []));
      found.conditional.push(...(changeImpact === ResourceImpact.MAY_REPLACE ? [`${type} ${property}`] : []));
    }
  });
  const unique = (texts: string[]) => [...new Set(texts)].sort();
  return { replaced: unique(found.replaced), conditional: unique(found.conditional), left: unique(found.left) };
}
