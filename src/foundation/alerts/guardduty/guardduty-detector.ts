import { Duration } from 'aws-cdk-lib';

/** What an organization asks of GuardDuty. */
export interface GuardDutyOrganization {
  /**
   * The account that administers GuardDuty for the organization, 12 digits. Only the management account may appoint one; an administrator
   * that is there already must be this one.
   *
   * @see https://docs.aws.amazon.com/guardduty/latest/ug/delegated-admin-designate.html
   * @default - nobody is appointed
   */
  readonly administratorAccount?: string;

  /**
   * Whether this account is the administrator, and every account of the organization gets GuardDuty by itself.
   *
   * @see https://docs.aws.amazon.com/guardduty/latest/APIReference/API_UpdateOrganizationConfiguration.html
   * @default false
   */
  readonly enrolsEveryAccount?: boolean;
}

/** How a detector comes into an account and region, of which each has at most one. */
export class GuardDutyDetector {
  /**
   * Take the detector that is there, else create one: nothing fails if an organization or another stack was first.
   *
   * A function does it at deployment. It switches on what is asked for, switches nothing off, and leaves the detector when the stack goes.
   * It needs the API of GuardDuty alone and so stands outside any VPC, to which four packs of cdk-nag object: `ByDesign` says why.
   */
  public static createOrAdopt(organization: GuardDutyOrganization = {}): GuardDutyDetector {
    return new GuardDutyDetector('adopt', undefined, organization);
  }

  /** Create the detector with CloudFormation alone. The deployment fails if the account has one in this region. It stays when the stack goes. */
  public static create(): GuardDutyDetector {
    return new GuardDutyDetector('create');
  }

  /**
   * A detector that somebody else owns: nothing of it is changed, and its protections are its owner's.
   *
   * @param detectorId its id, 32 hexadecimal digits
   */
  public static existing(detectorId: string): GuardDutyDetector {
    return new GuardDutyDetector('existing', detectorId);
  }

  /** @internal */
  public readonly _kind: 'adopt' | 'create' | 'existing';

  /** @internal */
  public readonly _id?: string;

  /** @internal */
  public readonly _organization: GuardDutyOrganization;

  private constructor(kind: 'adopt' | 'create' | 'existing', id?: string, organization: GuardDutyOrganization = {}) {
    this._kind = kind;
    this._id = id;
    this._organization = organization;
  }
}

/** How often a finding that goes on is told again, unless the caller says otherwise: the shortest that GuardDuty offers. */
export const DEFAULT_FREQUENCY = Duration.minutes(15);
