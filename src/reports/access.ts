import { AccessRight } from '../facts/store-access';
import { AppModel } from '../model/app-model';
import { AccessAnswer, AccessDecision } from '../model/graph/iam/decision';
import { Principal, PrincipalKind } from '../model/graph/iam/principals';
import { mayEscalate, PrincipalAccess, RightAnswer, storeAccess } from '../model/graph/iam/store-access';
import { entrants } from '../model/graph/iam/trust';
import { ResourceView } from '../model/resource-view';
import { TemplateView } from '../model/template-view';

/** How far a principal has a right; a right that it has not is left out. */
export interface RightRow {
  readonly answer: Exclude<AccessAnswer, 'no'>;
  readonly actions: readonly string[];

  /** `principal → policy → statement`. */
  readonly path: string;

  /** What it depends on, or what hides it. */
  readonly because?: string;
}

/** What one principal may do to one store. */
export interface AccessRow {
  /** The construct path; in included templates the stack and the logical id. */
  readonly store: string;
  readonly type: string;

  /** The template of the store, relative to the cloud assembly. */
  readonly template: string;

  /** Absent in the only row of a store to which no principal of the app may do anything. */
  readonly principal?: string;
  readonly kind?: PrincipalKind;

  /** Who may enter a role. */
  readonly enteredBy?: readonly string[];
  readonly destroy?: RightRow;
  readonly change?: RightRow;
  readonly read?: RightRow;
  readonly share?: RightRow;

  /** The principal may give itself further rights, so that these are not all that it can have. */
  readonly escalates?: Omit<RightRow, 'actions'>;
}

/** Who may do what to the stores of some templates, in their order. */
export function accessRows(app: AppModel, names: ReadonlyMap<TemplateView, string>): readonly AccessRow[] {
  const about = new Map<Principal, Partial<AccessRow>>();
  return app.derive(storeAccess).filter(({ store }) => names.has(store.template)).flatMap(({ store, principals }) => {
    const head = { store: store.path, type: store.type, template: names.get(store.template)! };
    return principals.length === 0 ? [head] : principals.map((access) => ({ ...head, ...described(access, about) }));
  });
}

function described({ principal, rights }: PrincipalAccess, about: Map<Principal, Partial<AccessRow>>): Partial<AccessRow> {
  const known = about.get(principal) ?? describe(principal);
  about.set(principal, known);
  const { escalates, ...who } = known;
  const cells = Object.entries(rights).map(([right, answer]): [string, RightRow] => [right, rightRow(principal.resource, answer)]);
  return { ...who, ...Object.fromEntries(cells) as Partial<Record<AccessRight, RightRow>>, ...escalates && { escalates } };
}

function describe(principal: Principal): Partial<AccessRow> {
  const { resource, kind } = principal;
  const escalation = mayEscalate(principal);
  return {
    principal: resource.path,
    kind,
    ...kind === 'role' && { enteredBy: entrants(resource) },
    ...escalation.answer !== 'no' && { escalates: cell(resource, escalation) },
  };
}

function rightRow(principal: ResourceView, { actions, ...decision }: RightAnswer): RightRow {
  const { answer, ...rest } = cell(principal, decision);
  return { answer, actions, ...rest };
}

function cell(principal: ResourceView, { answer, by, because }: AccessDecision): Omit<RightRow, 'actions'> {
  return { answer: answer as RightRow['answer'], path: pathOf(principal, by), ...because !== undefined && { because } };
}

/** How a principal comes by a right: `role → policy → statement`. */
export function pathOf({ label }: ResourceView, by: string | undefined): string {
  return by === undefined ? label : `${label} → ${by}`;
}
