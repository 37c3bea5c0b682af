import { matchesEvent, messageOf } from './event-pattern';

// the examples of the user guide: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
test.each([
  ['an exact value', { source: ['aws.ec2'] }, { source: 'aws.ec2' }, true],
  ['another value', { source: ['aws.ec2'] }, { source: 'aws.rds' }, false],
  ['a number is no text', { detail: { count: [5] } }, { detail: { count: '5' } }, false],
  ['a field that is missing', { detail: { state: ['x'] } }, { detail: {} }, false],
  ['one item of a list', { resources: ['b'] }, { resources: ['a', 'b'] }, true],
  ['a field of one item of a list', { detail: { items: { name: ['b'] } } }, { detail: { items: [{ name: 'a' }, { name: 'b' }] } }, true],
  ['a prefix', { region: [{ prefix: 'eu-' }] }, { region: 'eu-west-1' }, true],
  ['a suffix', { file: [{ suffix: '.png' }] }, { file: 'a.jpg' }, false],
  ['a wildcard', { type: [{ wildcard: '*:RDS/*' }] }, { type: 'CredentialAccess:RDS/Login' }, true],
  ['a wildcard that is no regular expression', { type: [{ wildcard: 'a.c' }] }, { type: 'abc' }, false],
  ['letters of any case', { state: [{ 'equals-ignore-case': 'ALARM' }] }, { state: 'Alarm' }, true],
  ['anything but a list', { state: [{ 'anything-but': ['stopped', 'over'] }] }, { state: 'stopped' }, false],
  ['anything but a prefix', { state: [{ 'anything-but': { prefix: 'in' } }] }, { state: 'out' }, true],
  ['anything but several wildcards', { arn: [{ 'anything-but': { wildcard: ['*:role/a-*', '*:role/b-*'] } }] }, { arn: 'x:role/b-1' }, false],
  ['anything but, of a missing field', { state: [{ 'anything-but': 'x' }] }, {}, false],
  ['a field that must exist', { detail: { a: [{ exists: true }] } }, { detail: {} }, false],
  ['a field that must not exist', { detail: { a: [{ exists: false }] } }, { detail: {} }, true],
  ['a range of numbers', { n: [{ numeric: ['>=', 4, '<', 7] }] }, { n: 4 }, true],
  ['the end of a range, which is not part of it', { n: [{ numeric: ['>=', 4, '<', 7] }] }, { n: 7 }, false],
  ['one of several branches', { $or: [{ a: [1] }, { b: [2] }] }, { b: 2 }, true],
  ['none of several branches', { $or: [{ a: [1] }, { b: [2] }], c: [3] }, { b: 1, c: 3 }, false],
])('%s', (_name, pattern, event, expected) => {
  expect(matchesEvent(pattern, event)).toBe(expected);
});

test('what is not covered throws', () => {
  expect(() => matchesEvent({ ip: [{ cidr: '10.0.0.0/8' }] }, { ip: '10.0.0.1' })).toThrow('operator not covered: cidr');
  expect(() => matchesEvent({ n: [{ numeric: ['!', 1] }] }, { n: 1 })).toThrow('comparison not covered: !');
  expect(() => matchesEvent({ n: [{ prefix: 'a', suffix: 'b' }] }, { n: 'ab' })).toThrow('one operator at a time');
});

test('a text of several lines takes its fields from the event', () => {
  const input = { InputPathsMap: { who: '$.detail.who', what: '$.detail.what' }, InputTemplate: '"Who: <who>"\n"What: <what>, <who>"' };
  expect(messageOf(input, { detail: { who: 'dba', what: { id: 1 } } })).toEqual(['Who: dba', 'What: {"id":1}, dba']);
  expect(messageOf(input, {})).toEqual(['Who: ', 'What: , ']);
});
