/**
 * What a stack policy may be made of, in bytes.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SetStackPolicy.html
 */
export const MAX_STACK_POLICY_BYTES = 16_384;

/**
 * The updates after which a resource is another one, or gone.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html#stack-policy-reference
 */
export const DESTRUCTIVE_UPDATES: readonly string[] = ['Update:Delete', 'Update:Replace'];
