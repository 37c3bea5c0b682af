import { SecureDynamoTableProps } from './dynamo-props';
import { PropProblems, quoted } from '../../core/check-props';
import { isDeployTime, known } from '../../core/known';
import { REGION_NAME } from '../../facts/partitions';

/** Report what is wrong with the replicas of a table. */
export function checkReplicas(own: string | undefined, props: SecureDynamoTableProps, problems: PropProblems): void {
  const { replicas = [], encryption, features } = props;
  const customer = encryption?._reason === undefined;
  const regions = replicas.map(({ region }) => region);
  replicas.forEach(({ region, encryptionKeyArn }, index) => {
    const name = `replicas[${index}]`;
    problems.when(isDeployTime(region) || !REGION_NAME.test(region) || region === own, 'REPLICA_REGION_INVALID',
      () => `\`${name}.region\` is ${quoted(known(region) ?? 'a token')}, allowed are other regions than ${own ?? 'the one of the stack'}; name one in plain text, such as 'eu-central-1'`);
    problems.when(regions.indexOf(region) !== index, 'REPLICA_REPEATED', () => `\`replicas\` has ${quoted(region)} twice; remove one`);
    problems.when(customer && encryptionKeyArn === undefined, 'REPLICA_KEY_MISSING',
      () => `\`${name}.encryptionKeyArn\` is missing, but the table has a customer managed key, and a key serves one region; make a DataKey in ${region} and pass its ARN`);
    problems.when(!customer && encryptionKeyArn !== undefined, 'REPLICA_KEY_CONTRADICTED',
      () => `\`${name}.encryptionKeyArn\` is given, but the table has no customer managed key; remove it`);
    const keyRegion = known(encryptionKeyArn)?.split(':')[3];
    problems.when(keyRegion !== undefined && keyRegion !== region, 'REPLICA_KEY_ELSEWHERE',
      () => `\`${name}.encryptionKeyArn\` lies in ${keyRegion || 'no region'}, but the replica lies in ${region}; pass the ARN of a key of ${region}`);
  });
  const stream = features?.stream;
  problems.when(replicas.length > 0 && stream !== undefined && stream.toString() !== 'NEW_AND_OLD_IMAGES', 'REPLICA_STREAM_INVALID',
    () => `\`features.stream\` is ${stream}, but replication needs NEW_AND_OLD_IMAGES; leave it out`);
}
