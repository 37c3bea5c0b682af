import { Construct } from 'constructs';
import { PropProblems } from '../../core/check-props';
import { DataClassification } from '../../core/data-classification';
import { isDeployTime } from '../../core/known';
import { ExistingNetwork } from '../../foundation/network/existing-network';
import { ITieredNetwork } from '../../foundation/network/network';
import { StorePorts } from '../../foundation/network/tier-security-groups';
import { TieredNetwork } from '../../foundation/network/tiered-network';


/** Report data that would be guarded less than the data that it is a copy of. */
export function checkCopyClassification(
  given: DataClassification | undefined, source: DataClassification, prop: string, problems: PropProblems,
): void {
  const levels = Object.values(DataClassification);
  const [own, theirs] = [levels.indexOf(given ?? source), levels.indexOf(source)];
  problems.when(own >= 0 && own < theirs, 'CLASSIFICATION_LOWER',
    () => `\`classification\` is ${given}, but the data is that of \`${prop}\`, which is classified as ${source}; leave it out, or pass a higher one`);
}

/** Of RDS: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
const LOWEST_PORT = 1150;

/** Report what the network has against the ports of a store, before anything of it is made. Ports that are out of range are reported by themselves. */
export function checkPorts(scope: Construct, network: ITieredNetwork, ports: StorePorts, problems: PropProblems): void {
  const { port } = ports;
  const fit = isDeployTime(port) || (Number.isInteger(port) && port >= LOWEST_PORT && port <= 65_535);
  if (fit && (network instanceof TieredNetwork || network instanceof ExistingNetwork)) {
    network._checkAdmission(scope, ports, problems);
  }
}
