import { Duration, Token, Tokenization } from 'aws-cdk-lib';

/**
 * The value if it is known while the app is synthesized, else undefined (absent, or a token).
 *
 * This file is the only place outside `model/` that knows about tokens: a check that asks `known`
 * first can never compare, measure or convert a placeholder.
 */
export function known<T>(value: T | undefined): T | undefined {
  if (value === undefined || value === null || Token.isUnresolved(value)) {
    return undefined;
  }
  if (value instanceof Duration && value.isUnresolved()) {
    return undefined;
  }
  return Array.isArray(value) && value.some((item) => Token.isUnresolved(item)) ? undefined : value;
}

/** A number as a text, also one that is only known at deployment: the CDK does not find a number in a text. */
export function asText(number: number): string {
  return Tokenization.stringifyNumber(number);
}

/** Whether a value was given but is only known at deployment. */
export function isDeployTime(value: unknown): boolean {
  return value !== undefined && value !== null && known(value) === undefined;
}
