import { CATALOGUES, cisDatabase, fsbp, nist80053r5, pciDss } from '../../src/controls';

test('a control knows its framework, its id and its title', () => {
  expect(fsbp('RDS.3')).toEqual({ framework: 'fsbp', id: 'RDS.3', title: 'RDS instances encrypt their storage' });
  expect(pciDss('3.5.1')).toEqual({ framework: 'pci-dss-4', id: '3.5.1', title: 'Account numbers are unreadable wherever stored' });
});

test('an id that no catalogue holds does not compile', () => {
  // @ts-expect-error no such control
  expect(fsbp('RDS.999').title).toBeUndefined();
  // @ts-expect-error a control of another standard
  expect(cisDatabase('RDS.3').title).toBeUndefined();
  // @ts-expect-error statement letters are counted with their control
  expect(nist80053r5('AU-3a').title).toBeUndefined();
});

test('every framework has one catalogue', () => {
  expect(CATALOGUES.map(({ framework }) => framework)).toEqual([
    'fsbp', 'security-hub', 'cis-database', 'cis-foundations', 'nist-800-53-r5', 'pci-dss-4', 'hipaa',
  ]);
});

describe.each(CATALOGUES.map((catalogue) => [catalogue.framework, catalogue] as const))('the catalogue %s', (_framework, { titles, notAtSynth = {}, source }) => {
  test('titles every control in a few words', () => {
    expect(Object.entries(titles).filter(([, title]) => !/^\S.{4,98}[^.\s]$/.test(title))).toEqual([]);
  });

  test('gives a reason for each control that no template can show', () => {
    expect(Object.values(notAtSynth).filter((reason) => !reason || reason.length < 15)).toEqual([]);
  });

  test('cites its source', () => {
    expect(source).toMatch(/^https:\/\//);
  });
});
