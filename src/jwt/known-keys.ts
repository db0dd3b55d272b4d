/**
 * Keys whose private half, or whose secret, is published for everyone to read: RFC 7638 thumbprints (SHA-256) by the place
 * where the key stands. `npx tsx src/dev/known-keys.ts FILE...` computes them; the keys themselves are not kept here.
 */
const publishedKeys: Readonly<Record<string, string>> = {
  'RFC 7515 appendix A.1': 'y_x3gCJnL6oKGBBIXScabduwxTVy2Wd2bzRVEUbdUzc',
  'RFC 7515 appendix A.2': 'IsUn6_e04MaShXFIISMp4kG62LWzMIPy_MvSA5pJgX8',
  'RFC 7515 appendix A.3': 'oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U',
  'RFC 7515 appendix A.4': 'u5YUSjQ2-2chBi51NSk3t3g7IM4o2KYcnPqPtCNGd3U',
  'RFC 7516 appendix A.1': 'xtIsOV1FqKH77AI_A3jdTg5QfdabzqI-LNpYTPi0IgI',
  'RFC 7516 appendix A.2': '_K0fXS8wlsT7Tn3vvZrs9qdKUIqi5AxQ5EVk41xi_BM',
  'RFC 7517 appendix A.2': `
    NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs
    cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s`,
  'RFC 7517 appendix A.3': 'k1JnWRfC-5zzmL72vXIuBgTLfVROXBakS4OmGcrMCoc',
  'RFC 7520 section 3': 'VDMp1ZgGGv1OKgOeDc1EUKHXNQzMdLkCnxPETHdA4v0',
  'RFC 7520 section 4.1': '9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI',
  'RFC 7520 section 4.3': 'dHri3SADZkrush5HU_50AoRhcKFryN-PI6jPBtPL55M',
  'RFC 7520 section 4.4': 'RtoRur_1Dir5M4wuOfqNkDYOf9O_4RJ-aHkTA75RLA8',
  'RFC 7520 section 5.1': 'h_jutvC-jg3Nwueq8LmdSybXykVsBwk4_5u5Y9JiS7E',
  'RFC 7520 section 5.10': 'wLi2IZWIuukcHvhZrxIYPL8GGrdhkffpN8heZxnMP1o',
  'RFC 7520 section 5.13': `
    YlKlB7M2wnS0cPn_V7OW-FuDLuWdJ9z4OvPHmhGDfeE
    tqsISrG_pUi4IXRd2S_IYFnja0Xy7cpZHwbDd3XIFbM`,
  'RFC 7520 section 5.5': 'HsSFalww3yP-dO-lWGYgFcyV5H22oScIFc4V2Y6GOto',
  'RFC 7520 section 5.6': 'svOLuZiKpi3RFmSHAcCJqsQqjBmWR4egaIsgk-2uBak',
  'RFC 7520 section 6': `
    8izOqBCj1XBwWw0-iTcMv27pUKWwFvNmw-kutyfzf-g
    Rt-IyDEhXohvTl_ozKQ9YGflXGuDb3uu3QmqN2LoMwM`,
  'RFC 8037': `
    giQqigT_IKcuzHl0FVJ3k5ts3_TWNAxvsC08UZsfcM8
    kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k`,
  'the quick start of panva/node-oidc-provider': 'r1LkbBo3925Rb2ZFFrKyU3MVex9T2817Kx0vbi6i_Kc',
  'the samples of jwt.io': `
    19J8y7Zprt2-QKLjF2I5pVk0OELX6cY2AfaAv1LC_w8
    QBeWNRsYJ8Gd0ovgTO17OrzkRbfxu_hA8blamxD_Lf8
    iTqXXI0zbAnJCKDaobfhkM1f-6rMSpTfyZMRp_2tKI8
    oGDmHqCJ7yzMkWEkrlZVHkvrHIyQwtlDmeq5ForUHeY`,
  'the tests of C2SP/wycheproof': `
    CQobXmMJaKM_cPf6hklyGvlHDmbYSsWzYLRfIK-Py08
    RK2CO6hMp7UbHMs_vLAiRM19XcD_Dl9e4Vj5duqYuIM
    WZp_ZH6MrCN7w-qp-5FltScLfoluwiWcxvG1R8LxxUk
    Xo5ppHnwGMAT9PyiXQdhTjTIhZRyce-Ag7mUOqYqc2Y
    vv6zCFknCcsMg16Iic1Hm77I8g3m2y5G6qU7Fh-xZuI`,
  'the tests of PortSwigger/jwt-editor': 'ga7pic7dzH7K4b6CawQ84SO5pmifOLdMO-jZdmjBJk4',
  'the tests of auth0/java-jwt': `
    n3iSK513CAdxraGL6tP2rlGRt6sC3TqubDzjjrGb-R8
    ndeKupI1QhdrU1kp4NtrRXUlq2BfGkk4CDZJ2WE4pMY
    rCdaN96jhf_KjPnmrUGVeFF41KWHzP4D1MezvKZQj1s
    rHSGOXZscrfzZU6hUCzqkReu0xT5jzWR7mK8tT3k2ls`,
  'the tests of benmcollins/libjwt': `
    5zf1UVEdPVmJCVC2E-crY9EDN6MFmViegITYaET_OMc
    7KLW49bYaOqNsyBUiLQkOQ6B8bPav2UwdQHcmWnnadI
    CqF3NtBIm-AK4Ik0wgHcKk5vLKjxQMrLFuiF4BvHcho
    Dpoy_bEXuXXlbB3KCvziLWvOytil5ZkVhbBxdlt6_ls
    FGVh1CWI_dhSqUqK8JZgaiUlmyS1S_5lqS-v0VLVZgg
    Fqs2Gji6uQfnAew4-CpkIQVlUVqLMRCmecl5ddMwVaA
    LvhMnG-LCQk2TponrfhlKuGTclMVr8vOYuq-mr7TSao
    QtXHJre-2Brl3i1AbO6yXyPLwcWorsYOXZ5RcLAWo9U
    UT3C0mAoJMNUhKAO5-osDowwFmqTMxSqQDvTx8H452s
    d7Kz1MPMOFIkpwBObLRXmYI7RcriGq6k7AJjKy78keU
    dcqGJi_pttovbuO9Lefa_iDKSnhrviqfEWPhjKkzTgs
    jDa7gm2f52ybtWgT6KXU11DAhoznqpUZJXFh6C09np4
    mpvjPd_K_B8_sZ7_Qwz22l_2pibyA8dvTgHLODUOgMM
    xxGwBakMZvovG1w3N7H6HRyppdaD7RkeKhsjtRZsyeA
    yP8YONwTmFovdfeOfp9y5u_lxzP7Y3JAmpUgeNnXFS8
    z9aGUeXeFek3V2Kj2nrDvSZN0_qrfRBIRIwx3R3CAsI`,
  'the tests of firebase/php-jwt': `
    Llw3-V7X3pr4_jhuwKHZGxIRZw7nfRjMHDNt6BwbV_Q
    nh8lGuUzR3h0VBFqMp3Yg7ktgBx5n8Vf4RaDL9vwPZU
    qqOVLXPK7RajJtiAgOS1O6OtDXCbVrjue2WENK6rOqM`,
  'the tests of golang-jwt/jwt': `
    2U1MPNC1iWSC_8uvLByexKFXziTWPQCeeUbuuvzN4JQ
    Pem97H8_Sp2Id3TDBfHtTEkW2uyaOZeV-6-37CT4DHU
    UVSYOAYMLo8sxJkSZl2DZDHA6sP9UlyYSl2moTB7i9Q`,
  'the tests of google/jwt_verify_lib': `
    1r4nftCB78d21fDrw_v4iklcOAPmh1yZwIvnqbMTMXE
    37EvGMNjTRTcmMRn84O5Efh1yzLDpk_9mJVLD-xzsf0
    9JImzODUYU1G36Z0ac25lpzrS8FZSxfy5C-2XanFF8o
    iljiNhJa6aFd-c1xz2ue0XjfgtSXG3bfO1nD7clATo8`,
  'the tests of istio/istio': 'DHFbpoIUqrY8t2zpA2qXfCmr5VO5ZEr4RzHU_-envvQ',
  'the tests of jMerta/jwt-tester': 'B-ojVuyGU8YUb0gQgfh1II8qBjzOvooVilYFsw7qJnk',
  'the tests of jpadilla/pyjwt': 'jCdWsBJ7pLKhYcPAj_E8Ee6m6kaX9wMBrzZbvgJiQJk',
  'the tests of jwt-rs/jwt-ui': `
    -9POkGtActRbSCWs9KxiRwNy9VUrlacyHGd_tqbVDnk
    o6HSegKtB6LsW5D_0Gx9jcYgw_JkZITRwya8LIpUPgQ
    sJecrRiEPIZTChyTf3kWncJ-F9J2W5_-kaOEnnpJLGk`,
  'the tests of jwt/ruby-jwt': 'OZn6R2AwyTZuZYfqIR1Fc3Npuplo97331X6u-5URet0',
  'the tests of lepture/authlib': 'vYqiohrjkJYey8kEscGYjVSN4GmqO-ny44MGqu6QEU0',
  'the tests of lestrrat-go/jwx': 'a7qE0Y0DyqeOFFREIQSLKfu5WlbckdxVXKFasfcI-Dg',
  'the tests of smallstep/crypto': `
    9mtWXygvJmQVk4dHoaHiCa-XfB__l9FX3vwV7vY95D0
    w5GslusYAXPPdmm9S3V6pRhs4sdOXDz8b8VwSN-_ASk`,
  'the tests of spring-projects/spring-security': `
    qPKir4S_OQ8Q-m-h0Eh_wCyfP7pzcLLdG2yXjxmWYYY
    qmrPSEEJhC_31jIViKVnLfDBEwaJmfA2gkJt-zIPL64`,
}

/** Where a key is published, by its thumbprint. */
export const knownKeys: ReadonlyMap<string, string> = new Map(
  Object.entries(publishedKeys).flatMap(([place, thumbprints]) => thumbprints.trim().split(/\s+/).map((thumbprint) => [thumbprint, place] as const)),
)
