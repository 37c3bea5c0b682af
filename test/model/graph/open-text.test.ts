import { matchesOpenText } from '../../../src/model/graph/open-text';
import { matchesText } from '../../../src/model/graph/policy-patterns';

const ORDERS = '${=AWS::DynamoDB::Table.Ref Data/Orders}';
const CARTS = '${=AWS::DynamoDB::Table.Ref Data/Carts}';

test.each<[string, string, string]>([
  ['table/orders', 'table/orders', 'yes'],
  ['table/ord*', 'table/orders', 'yes'],
  ['table/order?', 'table/orders', 'yes'],
  ['table/order?s', 'table/orders', 'no'],
  ['*orders*', 'orders', 'yes'],
  // the same hole is the same name, whatever it is
  [`table/${ORDERS}`, `table/${ORDERS}`, 'yes'],
  [`table/${ORDERS}/index/*`, `table/${ORDERS}/index/\${any}`, 'yes'],
  [`table/*${ORDERS}`, `table/${ORDERS}`, 'yes'],
  ['table/*', `table/${ORDERS}`, 'yes'],
  // two tables never have one name, and no name holds a slash
  [`table/${CARTS}`, `table/${ORDERS}`, 'no'],
  [`table/${CARTS}/*`, `table/${ORDERS}/\${any}`, 'no'],
  ['table/orders/index/*', `table/${ORDERS}`, 'no'],
  ['index/*', `table/${ORDERS}`, 'no'],
  // it may be, and may not
  ['table/orders', `table/${ORDERS}`, 'unknown'],
  ['table/?', `table/${ORDERS}`, 'unknown'],
  [`table/${CARTS}*`, `table/${ORDERS}`, 'unknown'],
  ['table/${Name}', 'table/orders', 'unknown'],
  ['${Name}', `table/${ORDERS}`, 'unknown'],
  ['${Name}/index', 'table/orders', 'no'],
  // six characters that the service chooses
  ['orders-??????', 'orders-${one}${one}${one}${one}${one}${one}', 'yes'],
  ['orders-*', 'orders-${one}${one}${one}${one}${one}${one}', 'yes'],
  ['orders-?????', 'orders-${one}${one}${one}${one}${one}${one}', 'no'],
  ['orders-AbCdEf', 'orders-${one}${one}${one}${one}${one}${one}', 'unknown'],
])('%s and %s: %s', (pattern, text, answer) => {
  expect(matchesOpenText(pattern, text, true)).toBe(answer);
});

test.each<[boolean, string]>([[true, 'yes'], [false, 'unknown']])('where one is enough (%s), a part of what exists is %s', (anyOf, answer) => {
  expect(matchesOpenText('dbuser/app', 'dbuser/${any}', true, anyOf)).toBe(answer);
  expect(matchesOpenText('*', 'dbuser/${any}', true, anyOf)).toBe('yes');
});

test('without wildcards a star is a star', () => {
  expect([matchesOpenText('or*', 'orders', false), matchesOpenText('or*', 'or*', false)]).toEqual(['no', 'yes']);
});

test.each<[string, string]>([
  ['arn:aws:rds:*:*:db:orders', 'yes'],
  ['arn:aws-cn:rds:*:*:db:orders', 'yes'],
  ['arn:*:rds:${AWS::Region}:*:db:orders', 'yes'],
  ['arn:aws:rds:*:db:orders', 'no'],
  ['arn:aws:rds:eu-west-1:*:db:orders', 'unknown'],
])('the partition that a policy writes out is the one of the deployment: %s is %s', (pattern, answer) => {
  expect(matchesText(pattern, 'arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db:orders', true)).toBe(answer);
});
