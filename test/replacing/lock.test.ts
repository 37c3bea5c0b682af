import { readFileSync } from 'fs';
import { join } from 'path';
import { Result, STUDIES } from '../../scripts/replacing/studies';
import { Outcome } from '../../scripts/replacing/study';
import { STATEFUL_TYPES } from '../../src/facts/stateful-types';
import { compare, Comparison } from '../../src/lock/compare';
import { CurrentStack, currentStacks } from '../../src/lock/current-stacks';
import { renderLockFile } from '../../src/lock/lock-file';
import { Locked } from '../../src/lock/locked';
import { AppModel } from '../../src/model/app-model';
import { TemplateJson } from '../../src/model/template-view';

/** What the diff engine of the CDK says of the same templates. */
const OUTCOMES = JSON.parse(readFileSync(join(__dirname, '../../scripts/replacing/outcomes.json'), 'utf8')) as Record<string, readonly Outcome[]>;

const TYPES = new Set(STATEFUL_TYPES);

/** Constructs whose instances are all members of a cluster, which holds their data: these are not recorded. */
const CLUSTERS = ['SecureAuroraCluster', 'AuroraGlobalDatabase', 'SecureAuroraSecondaryCluster'];

/** What CloudFormation says in prose only, so that the engine does not see it: another key makes another domain. */
const BEYOND_THE_ENGINE: Record<string, readonly string[]> = { 'SecureOpenSearchDomain encryptionKey': ['AWS::OpenSearchService::Domain EncryptionAtRestOptions'] };

function stackOf(template: TemplateJson): CurrentStack[] {
  return currentStacks(new AppModel([{ id: 'Store', stackName: 'Store', template }]), TYPES);
}

/** What a lock says of a change, when the state before has been recorded in a file. */
function said(before: TemplateJson, after: TemplateJson): Comparison {
  const locked = JSON.parse(renderLockFile(stackOf(before))) as Locked;
  return compare(locked, stackOf(after));
}

const unique = (texts: readonly string[]) => [...new Set(texts)].sort();

function replacedBy({ losses }: Comparison): string[] {
  return unique(losses.flatMap((loss) => (loss.kind === 'replaced' ? loss.changes.map(({ property }) => `${loss.entry.resource.type} ${property}`) : [])));
}

function lockedOnly(construct: string, texts: readonly string[]): string[] {
  return unique(texts.filter((text) => TYPES.has(text.split(' ')[0]) && !(CLUSTERS.includes(construct) && text.startsWith('AWS::RDS::DBInstance'))));
}

describe.each(STUDIES.map((study): [string, Result] => [study.construct, study]))('%s', (construct, { sides, stateful }) => {
  // a waiver that touches nothing is like any other
  const outcomes = OUTCOMES[construct].filter(({ prop, replaced, conditional, left }) => (
    !prop.startsWith('waivers') || replaced.length + conditional.length + left.length > 0));
  const rows = new Map<string, Comparison>();
  beforeAll(() => sides(outcomes.map(({ prop }) => prop)).forEach(({ prop, before, after }) => rows.set(prop, said(before, after))));

  test.each(outcomes.map((outcome): [string, Outcome] => [outcome.prop, outcome]))('%s is refused by a lock if and only if it replaces or removes what holds data', (prop, outcome) => {
    const comparison = rows.get(prop)!;
    const beyond = BEYOND_THE_ENGINE[`${construct} ${prop}`] ?? [];
    expect(replacedBy(comparison)).toEqual(unique([...lockedOnly(construct, outcome.replaced), ...beyond]));
    const gone = comparison.losses.filter(({ kind }) => kind === 'removed').map(({ entry }) => entry.resource.type);
    expect(unique(gone).filter((type) => stateful.includes(type))).toEqual(lockedOnly(construct, outcome.left));
    expect(comparison.losses.map(({ kind }) => kind).filter((kind) => kind !== 'removed' && kind !== 'replaced')).toEqual([]);
    const open = comparison.gaps.flatMap((gap) => (gap.kind === 'may-be-replaced' ? gap.changes.map(({ property }) => `${gap.entry.resource.type} ${property}`) : []));
    expect(lockedOnly(construct, outcome.conditional)).toEqual(expect.arrayContaining(unique(open)));
  });
});

test('something is replaced, something is not, and something may be', () => {
  const all = Object.values(OUTCOMES).flat();
  expect(all.filter(({ replaced }) => replaced.length > 0).length).toBeGreaterThan(20);
  expect(all.filter(({ replaced }) => replaced.length === 0).length).toBeGreaterThan(200);
  expect(all.filter(({ conditional }) => conditional.length > 0).length).toBeGreaterThan(5);
});
