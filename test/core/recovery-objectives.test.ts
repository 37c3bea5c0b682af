import { Duration, Lazy } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { PropProblems } from '../../src/core/check-props';
import {
  checkObjectives, DISASTERS, ObjectivesInSeconds, objectivesInSeconds, parseObjectives, RecoveryObjectives, renderObjectives, span,
} from '../../src/core/recovery-objectives';
import { thrown } from '../support/thrown';

function refusal(objectives: RecoveryObjectives): string {
  const problems = new PropProblems('Store', undefined, 'Orders');
  checkObjectives('objectives', objectives, problems);
  return thrown(() => problems.throwIfAny());
}

const one = (problem: string) => `Store 'Orders' cannot be created, 1 problem:\n  ${problem}`;
const RANGE = 'a whole number from 0 to 31536000 seconds is allowed; pass a Duration in that range';

test.each<[string, RecoveryObjectives, string]>([
  ['no objective at all', {}, 'OBJECTIVE_EMPTY: `objectives` states no objective; state one against `application`, `zone` or `region`, or leave it out'],
  ['an objective that states nothing', { zone: {} },
    'OBJECTIVE_EMPTY: `objectives.zone` states neither `point` nor `time`, so nothing could be held to it; state one, or leave it out'],
  ['half a second', { zone: { time: Duration.millis(500) } }, `OBJECTIVE_OUT_OF_RANGE: \`objectives.zone.time\` is 0.5 seconds, ${RANGE}`],
  ['a year and a second', { region: { point: Duration.seconds(31_536_001) } }, `OBJECTIVE_OUT_OF_RANGE: \`objectives.region.point\` is 31536001 seconds, ${RANGE}`],
  ['more than numbers hold', { region: { point: Duration.days(1e300) } }, `OBJECTIVE_OUT_OF_RANGE: \`objectives.region.point\` is 8.64e+304 seconds, ${RANGE}`],
  ['a time that deployment knows', { application: { point: Duration.minutes(5), time: Duration.hours(Lazy.number({ produce: () => 4 })) } },
    'OBJECTIVE_UNKNOWN: `objectives.application.time` is only known at deployment (a token), but it decides what is built; pass a Duration of whole seconds'],
])('refuses %s', (_name, objectives, problem) => {
  expect(refusal(objectives)).toBe(one(problem));
});

test('refuses a negative time, as the CDK does', () => {
  expect(() => Duration.seconds(-1)).toThrow('Duration amounts cannot be negative. Received: -1');
});

test('takes nothing, a second, and a year', () => {
  const problems = new PropProblems('Store', undefined, 'Orders');
  expect(checkObjectives('objectives', undefined, problems)).toEqual({});
  expect(checkObjectives('objectives', { zone: { point: Duration.seconds(0), time: Duration.seconds(1) }, region: { time: Duration.days(365) } }, problems))
    .toEqual({ zone: { point: 0, time: 1 }, region: { point: undefined, time: 31_536_000 } });
  problems.throwIfAny();
});

test.each([[0, '0s'], [1, '1s'], [59, '59s'], [60, '1m'], [90, '90s'], [300, '5m'], [3600, '1h'], [5400, '90m'], [86_400, '1d'], [90_000, '25h'], [31_536_000, '365d']])(
  'writes %d seconds as %s', (seconds, text) => {
    expect(span(seconds)).toBe(text);
  });

test.each<[string, ObjectivesInSeconds]>([
  ['application=5m/4h zone=0s/2m region=15m/1h', { application: { point: 300, time: 14_400 }, zone: { point: 0, time: 120 }, region: { point: 900, time: 3600 } }],
  ['zone=-/2m', { zone: { point: undefined, time: 120 } }],
  ['region=1d/-', { region: { point: 86_400, time: undefined } }],
])('writes and reads the tag %s', (text, objectives) => {
  expect(renderObjectives(objectives)).toBe(text);
  expect(parseObjectives(text)).toEqual(objectives);
});

test('reads disasters in any order, and more blanks than needed', () => {
  expect(parseObjectives('  region=1d/-   zone=60s/- ')).toEqual({ region: { point: 86_400, time: undefined }, zone: { point: 60, time: undefined } });
});

test.each(['', 'zone', 'zone=5m', 'zone=5m/', 'zone=/2m', 'zone=-/-', 'zone=5/2', 'zone=5m/2w', 'zone=-5m/2m', 'zone=1.5h/2m', 'zone=5m/2m zone=5m/2m', 'account=5m/2m',
  'Zone=5m/2m', 'zone=5m/2m,region=1h/1h', 'zone=366d/1m', 'five minutes', 'zone=99999999999999999999d/1m'])('does not read %p', (text) => {
  expect(parseObjectives(text)).toBeUndefined();
});

test('the longest statement has 83 of the 256 characters that tags take', () => {
  const longest = { point: Duration.seconds(31_535_999), time: Duration.seconds(31_535_999) };
  expect(renderObjectives(objectivesInSeconds({ application: longest, zone: longest, region: longest }))).toHaveLength(83);
});

const seconds = fc.option(fc.integer({ min: 0, max: 31_536_000 }).map((each) => Duration.seconds(each)), { nil: undefined });
const objective = fc.option(
  fc.record({ point: seconds, time: seconds }).filter(({ point, time }) => point !== undefined || time !== undefined), { nil: undefined });

test('whatever is stated is read as it was written, in characters that tags of RDS take, of which there are few', () => {
  fc.assert(fc.property(fc.record({ application: objective, zone: objective, region: objective }), (objectives) => {
    const stated = objectivesInSeconds(objectives);
    const text = renderObjectives(stated);
    expect(Object.keys(stated)).toEqual(DISASTERS.filter((disaster) => objectives[disaster] !== undefined));
    expect(text).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,83}$/u);
    expect(text === '' ? {} : parseObjectives(text)).toEqual(stated);
  }));
});
