import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { PropProblems } from '../../core/check-props';
import { known } from '../../core/known';

/** Limits of a table that is paid by request. */
export interface OnDemandLimits {
  /**
   * Read request units per second at most: 1 or more. A leaking loop is throttled instead of paid.
   *
   * @default - no limit but that of the account
   */
  readonly maxReadUnits?: number;

  /**
   * Write request units per second at most: 1 or more.
   *
   * @default - no limit but that of the account
   */
  readonly maxWriteUnits?: number;
}

/** Between which bounds a provisioned capacity moves. */
export interface CapacityRange {
  /** Units per second at least: 1 or more. It is also the capacity with which a table begins that was paid by request. */
  readonly min: number;

  /** Units per second at most: `min` or more. */
  readonly max: number;

  /**
   * How much of the capacity is meant to be in use, in percent: 20 to 90.
   *
   * @default 70
   */
  readonly targetUtilization?: number;
}

/** Capacity that is provisioned and scaled. */
export interface ProvisionedCapacity {
  /** Read capacity; each replica and each index scales on its own. */
  readonly read: CapacityRange;

  /** Write capacity, the same for all replicas. */
  readonly write: CapacityRange;
}

/** @internal what CloudFormation receives */
export interface RenderedCapacity {
  readonly billingMode: dynamodb.BillingMode;
  readonly read: Pick<dynamodb.CfnGlobalTable.ReplicaSpecificationProperty, 'readOnDemandThroughputSettings' | 'readProvisionedThroughputSettings'>;
  readonly write: Pick<dynamodb.CfnGlobalTableProps, 'writeOnDemandThroughputSettings' | 'writeProvisionedThroughputSettings'>;
}

/**
 * How the capacity of a table is paid and scaled. It always grows with the load: a fixed capacity cannot be spelled.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/capacity-mode.html
 */
export class DynamoCapacity {
  /**
   * Paid by request.
   *
   * @param limits how much may be asked per second at most
   */
  public static onDemand(limits: OnDemandLimits = {}): DynamoCapacity {
    return new DynamoCapacity(limits, undefined);
  }

  /**
   * Provisioned, and scaled between two bounds.
   *
   * @param capacity the bounds of reads and writes
   */
  public static provisioned(capacity: ProvisionedCapacity): DynamoCapacity {
    return new DynamoCapacity(undefined, capacity);
  }

  private constructor(private readonly limits: OnDemandLimits | undefined, private readonly provision: ProvisionedCapacity | undefined) {}

  /** @internal */
  public _check(name: string, problems: PropProblems): void {
    // no maximum: the quotas of tables are raised on request
    const units = (path: string, value: number | undefined, min = 1) => problems.when(isOff(value, min), 'CAPACITY_OUT_OF_RANGE',
      () => `\`${name}.${path}\` is ${value} units, a whole number of ${min} or more is allowed; pass one`);
    units('maxReadUnits', this.limits?.maxReadUnits);
    units('maxWriteUnits', this.limits?.maxWriteUnits);
    for (const [path, range] of Object.entries({ read: this.provision?.read, write: this.provision?.write })) {
      units(`${path}.min`, range?.min);
      units(`${path}.max`, range?.max, Math.max(known(range?.min) ?? 1, 1));
      problems.wholeNumber(`${name}.${path}.targetUtilization`, range?.targetUtilization, {
        code: 'UTILIZATION_OUT_OF_RANGE', min: 20, max: 90, instead: 'leave it out for 70', unit: 'percent',
      });
    }
  }

  /** @internal */
  public _isProvisioned(): boolean {
    return this.provision !== undefined;
  }

  /** @internal */
  public _render(): RenderedCapacity {
    return this.provision ? renderProvisioned(this.provision) : renderOnDemand(this.limits ?? {});
  }
}

function isOff(value: number | undefined, min: number): boolean {
  const got = known(value);
  return got !== undefined && !(Number.isSafeInteger(got) && got >= min);
}

function renderOnDemand({ maxReadUnits, maxWriteUnits }: OnDemandLimits): RenderedCapacity {
  return {
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    read: maxReadUnits === undefined ? {} : { readOnDemandThroughputSettings: { maxReadRequestUnits: maxReadUnits } },
    write: maxWriteUnits === undefined ? {} : { writeOnDemandThroughputSettings: { maxWriteRequestUnits: maxWriteUnits } },
  };
}

function renderProvisioned({ read, write }: ProvisionedCapacity): RenderedCapacity {
  return {
    billingMode: dynamodb.BillingMode.PROVISIONED,
    read: { readProvisionedThroughputSettings: { readCapacityAutoScalingSettings: scaling(read) } },
    write: { writeProvisionedThroughputSettings: { writeCapacityAutoScalingSettings: scaling(write) } },
  };
}

function scaling({ min, max, targetUtilization = 70 }: CapacityRange): dynamodb.CfnGlobalTable.CapacityAutoScalingSettingsProperty {
  return {
    minCapacity: min,
    maxCapacity: max,
    // else a table that was paid by request cannot become a provisioned one:
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-dynamodb-globaltable-capacityautoscalingsettings.html
    seedCapacity: min,
    targetTrackingScalingPolicyConfiguration: { targetValue: targetUtilization },
  };
}
