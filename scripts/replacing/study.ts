import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { App, Stack } from 'aws-cdk-lib';
import { DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';
import { TieredNetwork } from '../../src/foundation/network/tiered-network';
import { TemplateJson } from '../../src/model/template-view';
import { resolveApp } from '../../src/model/unsynthesized-app';

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

/** A prop that is changed after the first deployment. */
export interface Change<P> {
  /** The prop as users write it: `naming.databaseName`. */
  readonly prop: string;

  /** The props before, which add to the least that the construct takes. */
  readonly before?: Partial<P>;
  readonly after: (stack: Stack) => Partial<P>;
}

/** Where a construct is made. */
export interface Place {
  readonly stack: Stack;
  readonly network: TieredNetwork;
}

/** Every prop of one construct, each changed once. */
export interface Study<P> {
  readonly construct: string;

  /** What users should do instead of replacing it, and what the columns of the table leave open. */
  readonly advice: string;

  /** The files below src that document the props. */
  readonly docs: readonly string[];

  /** Resources that hold data, or that nobody finds any more when they are replaced. */
  readonly stateful: readonly string[];

  /** Props that are not changed, each with the reason. */
  readonly left: Readonly<Record<string, string>>;
  readonly changes: readonly Change<P>[];
  create(place: Place, props: Partial<P>): void;
}

/** The region and account of every study. */
export const ENV = { account: '111111111111', region: 'eu-west-1' };

/** A key that a caller brings. */
export const KEY_ARN = 'arn:aws:kms:eu-west-1:111111111111:key/11111111-2222-3333-4444-555555555555';

/** A topic that a caller brings. */
export const TOPIC_ARN = 'arn:aws:sns:eu-west-1:111111111111:alerts';

/** A change of one prop to a value that needs no stack. */
export function change<P>(prop: string, props: Partial<NoInfer<P>>, before?: Partial<NoInfer<P>>): Change<P> {
  return { prop, before, after: () => props };
}

/** The templates before and after a change. */
export interface Sides {
  readonly prop: string;
  readonly before: TemplateJson;
  readonly after: TemplateJson;
}

/** Build changes in two apps, as they are before and after. */
export function sides<P>({ create }: Study<P>, changes: readonly Change<P>[]): Sides[] {
  // most changes start from the least that the construct takes: that is built once
  const starts = [...new Set(changes.map(({ before }) => before))];
  const before = templates(starts.map((props = {}) => (place) => create(place, props)));
  const after = templates(changes.map(({ before: props = {}, after: changed }) => (place) => (
    create(place, { ...without(props, 'waivers'), ...changed(place.stack) }))));
  return changes.map(({ prop, before: props }, index) => ({ prop, before: before[starts.indexOf(props)], after: after[index] }));
}

/** Compare what every change makes with the CDK's own diff engine. */
export function outcomes<P>(study: Study<P>): Outcome[] {
  return sides(study, study.changes).map(({ prop, before, after }) => ({ prop, ...compare(study.stateful, before, after) }));
}

/** The template of each store. All are made at the same path, for names depend on it, one after the other. */
function templates(stores: readonly ((place: Place) => void)[]): TemplateJson[] {
  const app = new App({ context: { [DISABLE_CREATION_STACK_TRACES]: true } });
  const network = new TieredNetwork(new Stack(app, 'Network', { env: ENV }), 'Network');
  return stores.map((create) => {
    const stack = new Stack(app, 'Store', { env: ENV });
    create({ stack, network });
    const { template } = resolveApp(stack)[0];
    app.node.tryRemoveChild(stack.node.id);
    return template;
  });
}

function without<P>(props: Partial<P>, name: string): Partial<P> {
  return Object.fromEntries(Object.entries(props).filter(([key]) => key !== name)) as Partial<P>;
}

function compare(stateful: readonly string[], before: TemplateJson, after: TemplateJson): Omit<Outcome, 'prop'> {
  const found: Record<'replaced' | 'conditional' | 'left', string[]> = { replaced: [], conditional: [], left: [] };
  fullDiff(before, after).resources.forEachDifference((_id, { oldResourceType: type = '', isRemoval, propertyUpdates }) => {
    if (!stateful.includes(type)) {
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
