import { TABLES } from './replicas';
import { cisDatabase, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { ResourceView } from '../../model/resource-view';
import { at, itemsOf, literalOf, partsOf, textOf, Value } from '../../model/value';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

const TRAIL = 'AWS::CloudTrail::Trail';
const TABLE = 'AWS::DynamoDB::Table';

export const dataEvents = rule({
  id: 'dynamodb.data-events',
  title: 'A trail of the app records who reads and writes the items of DynamoDB tables',
  why: 'CloudTrail records changes of a table by itself, but no access to its items: after a leak nobody can say what was read.',
  fix: 'Add `AWS::DynamoDB::Table` to the data events of an `AWS::CloudTrail::Trail`, or acknowledge the finding where a trail of the organisation does it.',
  severity: 'low',
  safeguard: Safeguard.LOG_EXPORTS,
  controls: [cisDatabase('4.7'), nist80053r5('AU-12'), nist80053r5('AU-2'), pciDss('10.2.1.1')],
  byDefault: false,
  appliesTo: TABLES,
  check: (table, app) => (app.resourcesOf(TRAIL).some((trail) => records(trail, table)) ? PASS : fail(TRAIL, 'no trail of the app records data events of the table')),
});

function records(trail: ResourceView, table: ResourceView): boolean {
  // `arn:aws:dynamodb` stands for every table: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DataResource.html
  const isIt = (arn: Value) => /^arn:[^:]*:dynamodb(:|$)(?!.*:table\/.*[^*]$)/.test(literalOf(arn)) || partsOf(arn).some((part) => part.kind === 'reference' && part.resource === table);
  const basic = itemsOf(trail.get('EventSelectors')).flatMap((selector) => itemsOf(at(selector, 'DataResources')))
    .some((data) => textOf(at(data, 'Type')) === TABLE && itemsOf(at(data, 'Values')).some(isIt));
  return basic || itemsOf(trail.get('AdvancedEventSelectors')).map((selector) => itemsOf(at(selector, 'FieldSelectors'))).some((fields) => {
    const of = (name: string) => fields.filter((field) => textOf(at(field, 'Field')) === name);
    const arns = of('resources.ARN').flatMap((field) => [...itemsOf(at(field, 'Equals')), ...itemsOf(at(field, 'StartsWith'))]);
    return of('resources.type').some((field) => itemsOf(at(field, 'Equals')).some((type) => textOf(type) === TABLE)) && (arns.length === 0 || arns.some(isIt));
  });
}
