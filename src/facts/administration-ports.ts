/** SSH and RDP, by which hosts are administered: https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-53 */
export const ADMINISTRATION_PORTS: readonly number[] = [22, 3389];
