import { readdirSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { ADOPTED_DETECTOR } from '../../src/facts/guardduty';

/** Custom resources that the CDK makes, and one of ours. */
const CUSTOM = ['Custom::VpcRestrictDefaultSG', ADOPTED_DETECTOR];

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
