import { IConstruct } from 'constructs';
import { acknowledgeFindings } from './acknowledge-findings';
import { BY_DESIGN } from './by-design-findings';

/** A finding of cdk-nag that a construct of this library cannot avoid, and why. */
export interface ByDesignFinding {
  /** The check, however many packs have it under their own id: `AwsSolutions-EC23`, `RDSInBackupPlan`. */
  readonly rule: string;

  /** The ids under which the packs of cdk-nag report it; a granular finding carries its part: `AwsSolutions-IAM5[Resource::*]`. */
  readonly ids: string[];

  /** The class of the construct: `WafProtectedAlb`. */
  readonly within: string;

  /**
   * The part of the construct: ids of children joined by `/`.
   *
   * @default - the whole construct
   */
  readonly part?: string;

  /** Why the construct cannot, or should not, do what the check asks. */
  readonly reason: string;
}

/**
 * The findings of cdk-nag that the constructs of this library cause on purpose.
 *
 * Nothing is acknowledged unless an app says so: `ByDesign.acknowledge(app)`. Findings of this library's own
 * pack are never on the list.
 */
export class ByDesign {
  /** What {@link acknowledge} accepts, with a reason for each. */
  public static get list(): ByDesignFinding[] {
    return [...BY_DESIGN];
  }

  /**
   * Acknowledge what is by design, on the constructs of this library alone: everything else of the app stays as strict as it was.
   *
   * Constructs that are added after the call are covered as well.
   *
   * @param app the app, or the part of it that is to be covered
   */
  public static acknowledge(app: IConstruct): void {
    acknowledgeFindings(app, BY_DESIGN);
    // Validation starts when the tree is complete, in all stages; an aspect would stop at the border of each stage.
    app.node.addValidation({
      validate: () => {
        acknowledgeFindings(app, BY_DESIGN);
        return [];
      },
    });
  }

  private constructor() {}
}
