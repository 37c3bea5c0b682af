import { cisDatabase, fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { STORE_TYPE_NAMES } from '../../facts/store-types';
import { routes } from '../../model/graph/routes';
import { storeSubnets, storeType } from '../../model/graph/stores';
import { rule } from '../rule';
import { all, fail, PASS, undecided } from '../verdict';

export const publicSubnetGroup = rule({
  id: 'graph.public-subnet-group',
  title: 'Data stores lie in subnets without a route to an internet gateway',
  why: 'In a public subnet one flag, `PubliclyAccessible`, or one address is all that stands between the database and the internet.',
  fix: 'List isolated or private subnets in the `SubnetIds` of the subnet group, or use `SecureRdsInstance` in a `TieredNetwork`, which places it in the data tier.',
  severity: 'high',
  safeguard: Safeguard.PRIVATE_NETWORK,
  controls: [fsbp('RDS.46'), cisDatabase('2.9'), cisDatabase('3.3'), cisDatabase('3.12'), cisDatabase('5.2'), cisDatabase('6.1'), cisDatabase('9.8'),
    nist80053r5('SC-7'), nist80053r5('SC-7(20)'), pciDss('1.4.4'), hipaa('164.312(e)(1)')],
  appliesTo: STORE_TYPE_NAMES,
  only: (store) => storeType(store) !== undefined,
  check: (store, app) => {
    const found = storeSubnets(store, storeType(store)!);
    return found.kind === 'unknown' ? undecided(found.at, found.because) : all(...found.subnets.map((subnet) => {
      const exposure = app.derive(routes).exposureOf(subnet);
      switch (exposure.kind) {
        case 'private': return PASS;
        case 'unknown': return undecided(found.at, exposure.because);
        case 'public': return fail(found.at, `the subnet ${exposure.subnet} has a route to the internet gateway ${exposure.gateway}, expected none`);
      }
    }));
  },
});
