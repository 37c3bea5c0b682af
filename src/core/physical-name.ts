import { createHash } from 'crypto';
import { Names, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { known } from './known';

/**
 * A name that AWS resources can carry: lower-case letters, digits and single hyphens, starting with a letter.
 *
 * It is derived from the construct path and the name of the deployed stack, so it stays the same from
 * synth to synth, and two deployments of one app under two stack names do not collide.
 */
export function physicalName(scope: IConstruct, maxLength: number): string {
  const readable = Names.uniqueResourceName(scope, { maxLength: 200, separator: '-' }).toLowerCase()
    .replace(/[^a-z0-9]+/g, '-').replace(/-[0-9a-f]{8}$/, '').replace(/^[^a-z]+/, '');
  const room = maxLength - HASH_LENGTH - 1;
  const hash = stableHash(`${deployedName(Stack.of(scope))}/${scope.node.path}`).slice(0, HASH_LENGTH);
  return `${(readable || 'x').slice(-room).replace(/^[^a-z]+/, '').replace(/-+$/, '') || 'x'}-${hash}`;
}

/** Hexadecimal digits that depend on the text alone. */
export function stableHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const HASH_LENGTH = 8;

/** The name of the stack; a nested stack has none until deployment, so its parent's counts. */
function deployedName(stack: Stack): string {
  return known(stack.stackName) ?? (stack.nestedStackParent ? deployedName(stack.nestedStackParent) : '');
}
