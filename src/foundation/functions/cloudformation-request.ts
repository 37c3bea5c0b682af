/** What CloudFormation sends: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requests.html */
export interface CloudFormationRequest<Properties> {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Properties;
  readonly OldResourceProperties?: Properties;
}

/** What CloudFormation expects back: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html */
export interface CloudFormationResponse {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly Data?: Readonly<Record<string, string>>;
}

// a response has at most 4096 bytes in all
const REASON = 2500;

/** As much of a reason as fits into a response. */
export function fitted(reason: string): string {
  return reason.length > REASON ? `${reason.slice(0, REASON)}...` : reason;
}

/** Time that is kept back to tell CloudFormation that the time is over. */
const RESERVE = 15_000;

/** Wait for work as long as the function lives, but for the time of an answer; the work itself goes on. */
export async function inTime<T>(work: Promise<T>, remaining: number, over: Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(over), Math.max(remaining - RESERVE, 0));
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
  }
}
