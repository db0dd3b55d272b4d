import rule from '../../../src/rules/flow/refresh-token-reuse-accepted.ts'
import { recording } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'
import { testNow } from '../../subjects.ts'
import { cookieRefresh, first, login, refresh, refused, second, third } from './refreshing.ts'

const at = (seconds: number) => ({ time: testNow + seconds })

testRule(rule, {
  valid: [
    { name: 'refused', code: recording(login(first), refresh(first, second, at(0)), refresh(first, third, { ...refused, ...at(600) })) },
    { name: 'each once', code: recording(login(first), refresh(first, second, at(0)), refresh(second, third, at(600))) },
    { name: 'two tabs at once', code: recording(refresh(first, second, at(0)), refresh(first, third, at(2))) },
    { name: 'the last second of grace', code: recording(refresh(first, second, at(0)), refresh(first, second, at(30))) },
    { name: 'never replaced', code: recording(refresh(first, undefined, at(0)), refresh(first, undefined, at(600))) },
    { name: 'the same handed out', code: recording(refresh(first, first, at(0)), refresh(first, first, at(600))) },
    { name: 'a clock that goes back', code: recording(refresh(first, second, at(600)), refresh(first, third, at(0))) },
  ],
  invalid: [
    { name: 'after ten minutes', code: recording(refresh(first, second, at(0)), refresh(first, third, at(600))), errors: [{ messageId: 'accepted', severity: 'error', confidence: 'certain', pointer: 'step[2]', says: '10 minutes later' }] },
    { name: 'a second after the grace', code: recording(refresh(first, second, at(0)), refresh(first, third, at(31))), errors: [{ messageId: 'accepted' }] },
    { name: 'cookies', code: recording(cookieRefresh(first, second, at(0)), cookieRefresh(first, third, at(600))), errors: [{ messageId: 'accepted', says: 'refresh token refresh_token (1)' }] },
    { name: 'no times', code: recording(refresh(first, second), refresh(first, third)), errors: [{ messageId: 'accepted', severity: 'warn', confidence: 'tentative' }] },
    { name: 'no times, and the new one was used in between', code: recording(refresh(first, second), refresh(second, third), refresh(first, 'Ww4Rt5yBn3xkJ8sLw02mVq')), errors: [{ messageId: 'accepted', confidence: 'firm', says: '#3 POST' }] },
    { name: 'a shorter grace', code: recording(refresh(first, second, at(0)), refresh(first, third, at(20))), options: { graceSeconds: 10 }, errors: [{ messageId: 'accepted' }] },
    { name: 'said once', code: recording(refresh(first, second, at(0)), refresh(first, third, at(600)), refresh(first, third, at(1200))), errors: [{ messageId: 'accepted' }] },
  ],
})
