import { at, textOf, Value } from '../../model/value';
import { display, Settled } from '../expect';
import { fail, PASS, undecided, Verdict } from '../verdict';

/** An action of a listener redirects to HTTPS; the protocol of the request stays when none is named. */
export function isRedirectToHttps(action: Value, where: string): Verdict {
  const type = at(action, 'Type');
  const protocol = at(action, 'RedirectConfig.Protocol');
  const hidden = [action, type, protocol].find(({ kind }) => kind === 'unknown');
  if (hidden?.kind === 'unknown') {
    return undecided(where, `an action is only known at deployment (${hidden.because})`);
  }
  if (textOf(type) !== 'redirect') {
    return fail(where, `an action is ${display(type as Settled)}, expected a redirect to HTTPS`);
  }
  return textOf(protocol) === 'HTTPS' ? PASS : fail(where, `it redirects to ${textOf(protocol) ?? 'the protocol of the request'}, expected HTTPS`);
}
