import { literalOf, partsOf, Value } from '../../src/model/value';
import { holding, modelOf, modelOfStacks, resourceOf } from '../support/templates';

const TABLE = { Type: 'AWS::DynamoDB::Table' };

/** What an expression comes to in a template that also has a table. */
function valueOf(expression: unknown, rest: object = {}): Value {
  return resourceOf(modelOf({ Table: TABLE, Holder: holding(expression) }, rest), 'Holder').get('Value');
}

/** A value in a few words. */
function inWords(value: Value): unknown {
  switch (value.kind) {
    case 'known': return value.value;
    case 'list': return value.items.map(inWords);
    case 'map': return Object.fromEntries(value.keys.map((key) => [key, inWords(value.get(key))]));
    case 'reference': return `${value.resource.logicalId}.${value.attribute}`;
    case 'either': return { if: value.condition, branches: value.branches.map(inWords) };
    case 'unknown': return `? ${value.because}`;
    case 'absent': return undefined;
  }
}

describe('an expression of a template', () => {
  test.each<[string, unknown, unknown]>([
    ['a text', 'on', 'on'],
    ['a list without the items that are no value', ['a', { Ref: 'AWS::NoValue' }, null, 'b'], ['a', 'b']],
    ['a reference to a resource', { Ref: 'Table' }, 'Table.Ref'],
    ['an attribute', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'Table.Arn'],
    ['an attribute in one text', { 'Fn::GetAtt': 'Table.StreamArn' }, 'Table.StreamArn'],
    ['an attribute of nothing', { 'Fn::GetAtt': ['Gone', 'Arn'] }, '? Fn::GetAtt Gone.Arn'],
    ['a parameter', { Ref: 'Size' }, '? Ref Size'],
    ['a condition', { 'Fn::If': ['Large', 9, { Ref: 'AWS::NoValue' }] }, { if: 'Large', branches: [9, undefined] }],
    ['a broken condition', { 'Fn::If': ['Large'] }, '? Fn::If'],
    ['a join of texts', { 'Fn::Join': ['-', ['a', 'b']] }, 'a-b'],
    ['a join with a parameter', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }]] }, '? Fn::Join with Ref Stage'],
    ['a join with a reference', { 'Fn::Join': ['/', ['a', { 'Fn::GetAtt': ['Table', 'Arn'] }]] }, '? Fn::Join with Fn::GetAtt Table'],
    ['a substitution of variables', { 'Fn::Sub': ['${A}-${!B}', { A: 'x' }] }, 'x-${B}'],
    ['a substitution that is a reference', { 'Fn::Sub': '${Table.Arn}' }, 'Table.Arn'],
    ['a substitution of a pseudo parameter', { 'Fn::Sub': 'arn:${AWS::Partition}:s3' }, '? Fn::Sub with Ref AWS::Partition'],
    ['a selection', { 'Fn::Select': ['1', ['a', 'b']] }, 'b'],
    ['a selection beyond the end', { 'Fn::Select': [7, ['a']] }, '? Fn::Select'],
    ['a split', { 'Fn::Split': ['|', 'a|b'] }, ['a', 'b']],
    ['a split of a parameter', { 'Fn::Split': ['|', { Ref: 'List' }] }, '? Ref List'],
    ['a mapping', { 'Fn::FindInMap': ['Sizes', 'eu-west.1', 'db'] }, 'large'],
    ['a mapping by a parameter', { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'db'] }, '? Fn::FindInMap with Ref AWS::Region'],
    ['an import that nothing exports', { 'Fn::ImportValue': 'Gone' }, '? Fn::ImportValue Gone'],
    ['a function that is not evaluated', { 'Fn::GetAZs': '' }, '? Fn::GetAZs'],
  ])('is %s', (_name, expression, expected) => {
    expect(inWords(valueOf(expression, { Mappings: { Sizes: { 'eu-west.1': { db: 'large' } } } }))).toEqual(expected);
  });

  test.each<[string, unknown, string]>([
    ['a join', { 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, 'iam', { 'Fn::GetAtt': ['Table', 'Arn'] }]] }, 'arn:${}:iam:${}'],
    ['a substitution within a join', { 'Fn::Join': ['', [{ 'Fn::Sub': 'arn:${AWS::Partition}:s3' }, '/x']] }, 'arn:${}:s3/x'],
    ['a known text', 'table/orders', 'table/orders'],
    ['a parameter', { Ref: 'Size' }, '${}'],
  ])('shows the literal parts of %s', (_name, expression, expected) => {
    expect(literalOf(valueOf(expression))).toBe(expected);
  });

  test('keeps the references that a text is put together from', () => {
    expect(partsOf(valueOf({ 'Fn::Sub': 'table/${Table}' })).map(inWords)).toEqual(['table/', 'Table.Ref']);
  });

  test('is followed below an attribute no further than the attribute', () => {
    expect(inWords(resourceOf(modelOf({ Table: TABLE, Holder: holding({ 'Fn::GetAtt': ['Table', 'Config'] }) }), 'Holder').get('Value.Size')))
      .toBe('? Fn::GetAtt Table');
  });

  test('finds keys that contain dots before it descends', () => {
    const holder = resourceOf(modelOf({ Holder: holding({ 'rds.force_ssl': 1, 'rds': { force_ssl: 0 } }) }), 'Holder');
    expect(inWords(holder.get('Value.rds.force_ssl'))).toBe(1);
  });

  test('does not take what every object inherits for a property', () => {
    expect(valueOf('x').kind).toBe('known');
    expect(resourceOf(modelOf({ Holder: holding({}) }), 'Holder').get('Value.constructor')).toEqual({ kind: 'absent' });
  });

  test('is unknown where a macro may still add it', () => {
    const holder = resourceOf(modelOf({ Holder: holding({ 'Fn::Transform': { Name: 'Defaults' }, 'Name': 'x' }) }), 'Holder');
    expect(inWords(holder.get('Value.Name'))).toBe('x');
    expect(inWords(holder.get('Value.Size'))).toBe('? Fn::Transform');
  });
});

describe('a value that crosses templates', () => {
  test('is followed from an import to the export', () => {
    const app = modelOfStacks({
      Producer: { Resources: { Table: TABLE }, Outputs: { Out: { Value: { 'Fn::GetAtt': ['Table', 'Arn'] }, Export: { Name: 'Table' } } } },
      Consumer: { Resources: { Holder: holding({ 'Fn::ImportValue': 'Table' }) } },
    });
    expect(inWords(resourceOf(app, 'Holder').get('Value'))).toBe('Table.Arn');
  });

  test('belongs to the region of the reader when two regions export the same name', () => {
    const stack = (name: string) => ({
      Resources: { [name]: TABLE, [`${name}Holder`]: holding({ 'Fn::ImportValue': 'Table' }) },
      Outputs: { Out: { Value: { Ref: name }, Export: { Name: 'Table' } } },
    });
    const app = modelOfStacks({ Ireland: stack('One'), Ohio: stack('Two') }, {
      Ireland: { environment: 'aws://111111111111/eu-west-1' },
      Ohio: { environment: 'aws://111111111111/us-east-2' },
    });
    expect(inWords(resourceOf(app, 'OneHolder').get('Value'))).toBe('One.Ref');
    expect(inWords(resourceOf(app, 'TwoHolder').get('Value'))).toBe('Two.Ref');
  });

  test.each([
    ['another region', 'aws://111111111111/us-east-2', '? Fn::ImportValue Table'],
    ['a region that is left open', 'aws://111111111111/unknown-region', 'Table.Ref'],
    ['an account and a region that are left open', 'aws://unknown-account/unknown-region', 'Table.Ref'],
  ])('of a stack in %s is %s', (_name, environment, expected) => {
    const app = modelOfStacks({
      Producer: { Resources: { Table: TABLE }, Outputs: { Out: { Value: { Ref: 'Table' }, Export: { Name: 'Table' } } } },
      Consumer: { Resources: { Holder: holding({ 'Fn::ImportValue': 'Table' }) } },
    }, { Producer: { environment }, Consumer: { environment: 'aws://111111111111/eu-west-1' } });
    expect(inWords(resourceOf(app, 'Holder').get('Value'))).toBe(expected);
  });

  test('is followed through a weak reference to the output of a stack', () => {
    const app = modelOfStacks({
      Producer: { Resources: { Table: TABLE }, Outputs: { Out: { Value: { Ref: 'Table' } } } },
      Consumer: { Resources: { Holder: holding({ 'Fn::GetStackOutput': { StackName: 'Producer', OutputName: 'Out' } }) } },
    });
    expect(inWords(resourceOf(app, 'Holder').get('Value'))).toBe('Table.Ref');
  });

  test('is followed into a nested stack by its parameters, and out of it by its outputs', () => {
    const app = modelOfStacks({
      Parent: {
        Resources: {
          Table: TABLE,
          Child: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Arn: { 'Fn::GetAtt': ['Table', 'Arn'] } } } },
          Outer: holding({ 'Fn::GetAtt': ['Child', 'Outputs.Name'] }),
        },
      },
      Child: {
        Parameters: { Arn: { Type: 'String' }, Other: { Type: 'String' } },
        Resources: { Inner: holding({ Ref: 'Arn' }), Open: holding({ Ref: 'Other' }), Bucket: { Type: 'AWS::S3::Bucket' } },
        Outputs: { Name: { Value: { Ref: 'Bucket' } } },
      },
    }, { Child: { nestedIn: { template: 'Parent', logicalId: 'Child' } } });
    expect(inWords(resourceOf(app, 'Inner').get('Value'))).toBe('Table.Arn');
    expect(inWords(resourceOf(app, 'Open').get('Value'))).toBe('? Ref Other');
    expect(inWords(resourceOf(app, 'Outer').get('Value'))).toBe('Bucket.Ref');
  });
});

describe('a template', () => {
  test('may hold loops and broken entries, which are no resources', () => {
    const app = modelOf({ 'Fn::ForEach::Tables': ['Name', ['A'], {}], 'Broken': null, 'Untyped': {}, 'Table': TABLE });
    expect([...app.resources()].map(({ logicalId }) => logicalId)).toEqual(['Table']);
  });

  test('may have neither resources nor outputs', () => {
    expect([...modelOfStacks({ Empty: {} }).resources()]).toEqual([]);
  });
});
