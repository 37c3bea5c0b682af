import { REPLICATED_FROM } from './scope';
import { ResourceView } from '../../model/resource-view';
import { undecided, Verdict } from '../verdict';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html
const SOURCES = [
  'DBSnapshotIdentifier', 'DBClusterSnapshotIdentifier', 'SnapshotIdentifier',
  'SourceDBInstanceAutomatedBackupsArn', 'SourceDbiResourceId', 'SourceDbClusterResourceId',
  ...REPLICATED_FROM,
];

/** A setting that a store takes from the snapshot, backup or source it is made from, whatever the template says. */
export function unlessInherited(resource: ResourceView, path: string, judge: () => Verdict): Verdict {
  const source = SOURCES.find((property) => resource.get(property).kind !== 'absent');
  return source === undefined ? judge() : undecided(`Properties.${path}`, `it is inherited from \`${source}\``);
}
