import { quoted } from './check-props';
import { HardeningError, Problem } from './errors';
import { isDeployTime } from './known';
import { Safeguard, SAFEGUARDS, safeguardName } from './safeguard';

/** The least length of a reason: shorter texts ("n/a", "test") explain nothing to an auditor. */
const MIN_REASON = 10;
const MAX_REASON = 500;

/**
 * A safeguard that is deliberately left off, with the reason.
 *
 * This is the only spelling by which a construct of this library is weakened. The rules report the
 * finding as waived, together with the reason; it neither fails the synth nor disappears.
 */
export class Waiver {
  /**
   * Leave one safeguard off.
   *
   * Throws `WAIVER_IMPOSSIBLE` for a safeguard that cannot be added to a living resource (such as
   * encryption at rest), and `WAIVER_WITHOUT_REASON` for a reason of fewer than 10 or more than 500
   * characters, or one that is only known at deployment.
   *
   * @param safeguard what is left off
   * @param reason why, in words that an auditor understands; 10 to 500 characters
   */
  public static of(safeguard: Safeguard, reason: string): Waiver {
    const problems = [...impossible(safeguard), ...withoutReason(reason)];
    if (problems.length > 0) {
      throw new HardeningError(`Waiver of ${safeguardName(safeguard)}`, problems);
    }
    return new Waiver(safeguard, reason.trim(), false);
  }

  /**
   * A waiver in a list that serves every construct: one that does not know the safeguard skips it.
   *
   * @internal
   */
  public static _disposable(safeguard: Safeguard, reason: string): Waiver {
    const { reason: text } = Waiver.of(safeguard, reason);
    return new Waiver(safeguard, text, true);
  }

  /** What is left off. */
  public readonly safeguard: Safeguard;

  /** Why. */
  public readonly reason: string;

  /** @internal whether it belongs to an environment that is thrown away: nothing of the store is to stay */
  public readonly _ofDisposable: boolean;

  private constructor(safeguard: Safeguard, reason: string, ofDisposable: boolean) {
    this.safeguard = safeguard;
    this.reason = reason;
    this._ofDisposable = ofDisposable;
  }
}

function impossible(safeguard: Safeguard) {
  const because = SAFEGUARDS[safeguard]?.permanent;
  return because === undefined ? [] : [{
    code: 'WAIVER_IMPOSSIBLE',
    message: `${safeguardName(safeguard)} cannot be waived: ${because}; remove the waiver`,
  }];
}

/** What is wrong with the reason for which a safeguard is left off. */
export function withoutReason(reason: string): Problem[] {
  if (isDeployTime(reason)) {
    return [{ code: 'WAIVER_WITHOUT_REASON', message: 'the reason is only known at deployment (a token), but auditors read it at synth; pass plain text' }];
  }
  const length = (reason ?? '').trim().length;
  return length >= MIN_REASON && length <= MAX_REASON ? [] : [{
    code: 'WAIVER_WITHOUT_REASON',
    message: `the reason is ${quoted(reason ?? '')}, ${MIN_REASON} to ${MAX_REASON} characters are needed; say who accepted the risk and why`,
  }];
}
