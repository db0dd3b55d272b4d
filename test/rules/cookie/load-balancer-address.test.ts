import rule from '../../../src/rules/cookie/load-balancer-address.ts'
import { testRule } from '../../rule-tester.ts'

const decoded = (says: string) => [{ messageId: 'decodedWithPort', severity: 'warn' as const, confidence: 'certain' as const, pointer: 'value', says }]

testRule(rule, {
  valid: [
    { name: 'encrypted by F5', code: 'BIGipServerpool=!3EyEfCvmvK/UDgCOaMq7McVUJtfXHaj0/1BWyxbacLNntp1E0Upt2onAMTKRSSu6r6mZaKuZm7N9ais=' },
    { name: 'AWSALB', code: 'AWSALB=ooUPTWmLTojp4gTNDd9biV2wheWfG9Ck5efAhh7jiVuPvGBZSYZnZdSFHG62EQGZY1d' },
    // 134744072 is 8.8.8.8.
    { name: 'a public address', code: 'BIGipServerpool=134744072.36895.0000' },
    { name: 'a public address, written out', code: 'visitor=8.8.8.8' },
    { name: 'a version', code: 'v=10.0.0' },
    { name: 'more than an address', code: 'v=10.0.0.5.1' },
    { name: 'the last octet is none', code: 'v=10.0.0.500' },
    { name: 'an id with the same beginning', code: 'x=ffffffff0918171e00000000000000000000000000000000' },
    { name: 'a deletion', code: 'route=10.0.0.5; Max-Age=0' },
    { name: 'what the user stored', code: 'prefs=%7B%22proxy%22%3A%2210.0.0.5%22%7D' },
  ],
  invalid: [
    // The example of F5 article K6917 decodes to 10.1.1.100, port 8080.
    { name: 'F5', code: 'BIGipServerpool=1677787402.36895.0000', errors: decoded('(F5 BIG-IP) decodes to an internal server address in 10.0.0.0/8, port 8080') },
    { name: 'F5 under another name', code: 'ltm_api=1677787402.36895.0000', errors: decoded('port 8080') },
    { name: 'F5 with a route domain', code: 'BIGipServerpool=rd5o00000000000000000000ffffc0a80001o80', errors: decoded('192.168.0.0/16, port 80') },
    { name: 'F5 with IPv6', code: 'BIGipServerpool=vifd010112000000000000000000000030.20480', errors: [{ messageId: 'decoded', says: 'fc00::/7' }] },
    { name: 'NetScaler', code: 'NSC_pbt.fvd1ef_wtfswfs_iuuq=ffffffff090a8e0845525d5f4f58455e445a4a423660', errors: decoded('(Citrix NetScaler) decodes to an internal server address in 10.0.0.0/8, port 80') },
    { name: 'NetScaler, https', code: 'NSC_JOb34jhgcucdnowdxp3wxrei43g5edn=ffffffff0918171e45525d5f4f58455e445a4a42378b', errors: decoded('port 443') },
    { name: 'Barracuda', code: 'BNI_persistence=0000000000000000000000004d79da0a00005000', errors: decoded('Barracuda') },
    { name: 'written out', code: 'route=172.20.1.9:8080', errors: [{ messageId: 'written', severity: 'warn', confidence: 'tentative', says: '172.16.0.0/12' }] },
    { name: 'percent-encoded', code: 'backend=node%3D192.168.1.20%3A9000', errors: [{ messageId: 'written' }] },
  ],
})
