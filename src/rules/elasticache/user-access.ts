import { ResourceView } from '../../model/resource-view';
import { alternatives, at, booleanOf, textOf } from '../../model/value';

/** The words of an access string, if the template says it. */
export function accessOf(user: ResourceView): readonly string[] | undefined {
  return textOf(user.get('AccessString'))?.trim().split(/\s+/);
}

/** Whether a user is switched off: `on` must be said. Undefined when only deployment decides. */
export function isOff(user: ResourceView): boolean | undefined {
  const access = user.get('AccessString');
  return access.kind === 'absent' ? true : accessOf(user) && !accessOf(user)!.includes('on');
}

/** Whether a user logs in without a password; undefined when only deployment decides. */
export function isPasswordless(user: ResourceView, flag = 'NoPasswordRequired'): boolean | undefined {
  const type = at(user.get('AuthenticationMode'), 'Type');
  const types = alternatives(type).map((each) => (each.kind === 'unknown' ? undefined : textOf(each) ?? ''));
  const without = alternatives(user.get(flag)).map((each) => (each.kind === 'unknown' ? undefined : booleanOf(each) ?? false));
  if (types.includes('no-password-required') || without.includes(true)) {
    return true;
  }
  return types.includes(undefined) || without.includes(undefined) ? undefined : false;
}

/** Whether an access string leaves every command on every key; what stands later wins. */
export function isUnlimited(access: readonly string[]): boolean {
  const commands = access.filter((word) => ['+@all', 'allcommands', '-@all', 'nocommands'].includes(word)).pop();
  const keys = access.filter((word) => ['~*', 'allkeys', 'resetkeys'].includes(word)).pop();
  return (commands === '+@all' || commands === 'allcommands') && (keys === '~*' || keys === 'allkeys') && !access.some((word) => /^-(?!@all$)/.test(word));
}
