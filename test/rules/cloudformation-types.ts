import { readdirSync, readFileSync } from 'fs';
import { dirname, join } from 'path';

/** A custom resource that CDK itself makes. */
const CUSTOM = ['Custom::VpcRestrictDefaultSG'];

const known = new Map<string, ReadonlySet<string>>();

/** Whether aws-cdk-lib has a generated class for a CloudFormation type. */
export function isCloudFormationType(type: string): boolean {
  const module = `aws-${type.split('::')[1].toLowerCase()}`;
  if (!CUSTOM.includes(type) && !known.has(module)) {
    known.set(module, typesOf(module));
  }
  return CUSTOM.includes(type) || known.get(module)!.has(type);
}

function typesOf(module: string): ReadonlySet<string> {
  const folder = join(dirname(require.resolve('aws-cdk-lib/package.json')), module, 'lib');
  return new Set(readdirSync(folder)
    .filter((file) => file.endsWith('.generated.js'))
    .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/CFN_RESOURCE_TYPE_NAME="([^"]+)"/g)].map(([, type]) => type)));
}
