import { isOf } from './scaled-table';
import { AppModel } from '../../model/app-model';
import { ResourceView } from '../../model/resource-view';
import { at, itemsOf, literalOf, partsOf, textOf, Value } from '../../model/value';
import { hasCompanion } from '../companion';
import { all, any, fail, undecided, Verdict } from '../verdict';

const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';
const POLICY = 'AWS::ApplicationAutoScaling::ScalingPolicy';

/** What is scaled: the table, or one of its indexes. */
interface Scaled {
  readonly kind: 'table' | 'index';

  /** How the ResourceId of its target ends: `/index/by-customer`; nothing for the table. */
  readonly suffix: string;
}

/** Reads and writes of a provisioned table and of each of its indexes have a target with a scaling policy. */
export function capacityTargets(table: ResourceView, app: AppModel): Verdict {
  const indexes = itemsOf(table.get('GlobalSecondaryIndexes')).map((index): Scaled => ({ kind: 'index', suffix: `/index/${literalOf(at(index, 'IndexName'))}` }));
  const scaled: readonly Scaled[] = [{ kind: 'table', suffix: '' }, ...indexes];
  return all(...scaled.flatMap((each) => ['Read', 'Write'].map((way) => hasTarget(table, app, each, way))));
}

function hasTarget(table: ResourceView, app: AppModel, { kind, suffix }: Scaled, way: string): Verdict {
  const dimension = `dynamodb:${kind}:${way}CapacityUnits`;
  const targets = app.resourcesOf(TARGET).filter((target) => textOf(target.get('ScalableDimension')) === dimension);
  const own = targets.filter((target) => isOf(target.get('ResourceId'), table, suffix));
  const hidden = targets.filter((target) => isHidden(target.get('ResourceId')));
  return any(
    ...own.map((target) => hasCompanion(target, { type: POLICY, by: 'ScalingTargetId', missing: `no scaling policy of the app moves ${target.label}` })),
    ...hidden.map((target) => undecided(TARGET, `the table that ${target.label} scales is only known at deployment`)),
    fail(TARGET, `no target of the app scales ${dimension} of ${table.label}${suffix}`),
  );
}

function isHidden(id: Value): boolean {
  return id.kind === 'unknown' && partsOf(id).every(({ kind }) => kind !== 'reference');
}
