import { REPLICATED_FROM, sourceOf } from './scope';
import { ResourceView } from '../../model/resource-view';
import { PASS, undecided, Verdict } from '../verdict';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html
const SOURCES = [
  'DBSnapshotIdentifier', 'DBClusterSnapshotIdentifier', 'SnapshotIdentifier',
  'SourceDBInstanceAutomatedBackupsArn', 'SourceDbiResourceId', 'SourceDbClusterResourceId',
  ...REPLICATED_FROM,
];

const sourceProperty = (resource: ResourceView) => SOURCES.find((property) => resource.get(property).kind !== 'absent');

/** A setting that a store takes from the snapshot, backup or source it is made from, whatever the template says. */
export function unlessInherited(resource: ResourceView, path: string, judge: () => Verdict): Verdict {
  const property = sourceProperty(resource);
  return property === undefined ? judge() : undecided(`Properties.${path}`, `it is inherited from \`${property}\``);
}

/** The encryption of a volume: its own, or that of the source which it copies. */
export function encryption(resource: ResourceView, path: string, judge: (store: ResourceView) => Verdict): Verdict {
  const property = sourceProperty(resource);
  if (property === undefined) {
    return judge(resource);
  }
  if (isEncryptedAnew(resource, property)) {
    // RDS takes a key for an encrypted copy only
    return path === 'StorageEncrypted' ? PASS : judge(resource);
  }
  const source = sourceOf(resource);
  return source === undefined ? unlessInherited(resource, path, () => judge(resource)) : judge(source);
}

/** A replica in another region, and a cluster from a snapshot, are encrypted with the key that their own template names. */
function isEncryptedAnew(resource: ResourceView, property: string): boolean {
  const elsewhere = resource.get('SourceRegion').kind !== 'absent';
  const restored = resource.type === 'AWS::RDS::DBCluster' && property === 'SnapshotIdentifier';
  return resource.get('KmsKeyId').kind !== 'absent' && (elsewhere || restored);
}
