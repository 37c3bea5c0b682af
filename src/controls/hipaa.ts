import { catalogue } from './catalogue';

/** Standards and implementation specifications of the Security Rule that technology can answer. */
export const HIPAA = catalogue({
  framework: 'hipaa',
  name: 'HIPAA Security Rule',
  edition: '45 CFR Part 164, Subpart C',
  source: 'https://www.ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164/subpart-C',
  titles: {
    '164.308(a)(1)(ii)(A)': 'Risk analysis',
    '164.308(a)(1)(ii)(B)': 'Risk management',
    '164.308(a)(1)(ii)(D)': 'Review of system activity',
    '164.308(a)(3)(i)': 'Workforce security',
    '164.308(a)(3)(ii)(A)': 'Authorisation and supervision',
    '164.308(a)(3)(ii)(B)': 'Workforce clearance',
    '164.308(a)(4)(i)': 'Management of access to information',
    '164.308(a)(4)(ii)(A)': 'Isolation of clearinghouse functions',
    '164.308(a)(4)(ii)(B)': 'Authorisation of access',
    '164.308(a)(4)(ii)(C)': 'Establishment and change of access',
    '164.308(a)(5)(ii)(A)': 'Security reminders',
    '164.308(a)(5)(ii)(C)': 'Monitoring of sign-ins',
    '164.308(a)(6)(i)': 'Security incident procedures',
    '164.308(a)(6)(ii)': 'Response and reporting',
    '164.308(a)(7)(i)': 'Contingency plan',
    '164.308(a)(7)(ii)(A)': 'Data backup plan',
    '164.308(a)(7)(ii)(B)': 'Disaster recovery plan',
    '164.308(a)(7)(ii)(C)': 'Emergency mode operation plan',
    '164.308(a)(8)': 'Evaluation',
    '164.312(a)(1)': 'Access control',
    '164.312(a)(2)(i)': 'Unique user identification',
    '164.312(a)(2)(ii)': 'Emergency access procedure',
    '164.312(a)(2)(iv)': 'Encryption and decryption',
    '164.312(b)': 'Audit controls',
    '164.312(c)(1)': 'Integrity',
    '164.312(c)(2)': 'Authentication of protected information',
    '164.312(e)(1)': 'Transmission security',
    '164.312(e)(2)(i)': 'Integrity in transit',
    '164.312(e)(2)(ii)': 'Encryption in transit',
    '164.314(b)(2)(i)': 'Safeguards of group health plans',
  },
  notAtSynth: {
    '164.308(a)(3)(ii)(B)': 'it asks for a procedure about people',
    '164.308(a)(5)(ii)(A)': 'it asks for a procedure about people',
  },
});

/** A standard or implementation specification of the HIPAA Security Rule. */
export const hipaa = HIPAA.control;
