import { createPrivateKey, createPublicKey } from "node:crypto";
import { expect, test } from "vitest";
import { signatureHeader } from "../signature.ts";
import { signContent, signedPart, signParams, verifyNotice } from "./alipay-crypto.ts";
import { formOf } from "./form.ts";
import { pemOf, readPublicKey, signRsa, verifyRsa } from "./rsa.ts";
import { answerMessage, authorization, openResource, requestMessage, verifyWechat } from "./wechat-crypto.ts";

/**
 * The testing key that Tencent publishes: wechatpay-apiv3/wechatpay-go, utils/sign_test.go at 4a01b1d. It opens nothing. Vectors "by
 * … SDK" were made with it by the provider's own library of the version named.
 */
const testing_key = createPrivateKey(
  pemOf(
    `MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDZUJN33V+dSfvdfL0Mu+39XrZNXFFMQSy1V15FpncHeV47SmV0TzTqZc7hHB0ddqAdDi8Z5k3TKqb76sOwYr5TcAfuR6PIPaleyE0/0KrljBum2Isa2Nyq7Dgc3ElBQ6YN4l/a+DpvKaz1FSKmKrhLNskqokWVSlu4g8OlKlbPXQ9ibII14MZRQrrkTmHYHzfi7GXXM0thAKuR0HNvyhTHBh4/lrYM3GaMvmWwkwvsMavnOex6+eioZHBOb1/EIZ/LzC6zuHArPpyW3daGaZ1rtQB1vVzTyERAVVFsXXgBHvfFud3w3ShsJYk8JvMwK2RpJ5/gV0QSARcmLDRUAlPzAgMBAAECggEBAMc7rDeUaXiWv6bMGbZ3BTXpg1FhdddnWUnYE8HfX/kmOFI7XtBHXcgYFpcjYz4D5787pcsk7ezPidAj58zqenuclmjKnUmT3pfbI5eCA2v4C9HnbYDrmUPK1ZcADtka4D6ScDccpNYNa1g2TFHzkIrEa6H+q7S3O2fqxY/DRVtN0JIXalBb8daaqL5QVzSmM2BMVnHy+YITJWIkP2a3pKs9C0W65JGDsnG0wVrHinHF+cnhFZIbaPEI//DAFMc9NkrWOKVRTEgcCUxCFaHOZVNxDWZD7A2ZfJB2rK6eg//ygEiFDR2h6mTaDowMB4YF2n2dsIO4/dCG8vPHI20jn4ECgYEA/ZGu6lEMlO0XZnamAZGtiNgLcCfM/C2ZERZE7QTRPZH1WdK92Al9ndldsswFw4baJrJLCmghjF/iG4zihhBvLnOLksnZUfjdumxoHDWXo2QBWbI5QsWIE7AuTiWgWj1I7X4fCXSQf6i+M/y26TogQ7d0ANpZFyOkTNMn/tiJvLECgYEA22XqlamG/yfAGWery5KNH2DGlTIyd6xJWtJ9j3jU99lZ0bCQ5xhiBbU9ImxCi3zgTsoqLWgA/p00HhNFNoUcTl9ofc0G3zwTD1y0ZzcnVKxGJdZ6ohW52V0hJStAigtjYAsUgjm7//FH7PiQDBDP1Wa6xSRkDQU/aSbQxvEE8+MCgYEA3bb8krW7opyM0XL9RHH0oqsFlVO30Oit5lrqebS0oHl3Zsr2ZGgoBlWBsEzk3UqUhTFwm/DhJLTSJ/TQPRkxnhQ5/mewNhS9C7yua7wQkzVmWN+VYeUGTvDGDF6qDz12/vJAgSwDDRym8x4NcXD5tTw7mmNRcwIfL22SkysThIECgYAVBgccoEoXWS/HP2/u6fQr9ZIR6eV8Ij5FPbZacTG3LlS1Cz5XZra95UgebFFUHHtCEY1JHJY7z8SWvTH8r3Su7eWNaIAoFBGffzqqSVazfm6aYZsOvRY6BfqPHT3p/H1hTq6AbBffxrcltgvXnCTORjHPglU0CjSxVs7awW3AEQKBgB5WtaC8VLROM7rkfVIq+RXqE5vtJfa3e3N7W3RqxKp4zHFAPfr82FK5CX2bppEaxY7SEZVvVInKDc5gKdG/jWNRBmvvftZhY59PILHO2X5vO4FXh7suEjy6VIh0gsnK36mmRboYIBGsNuDHjXLeBDa+8mDLkWu5nHEhOxy2JJZl`,
    "PRIVATE KEY",
  ),
);
const testing_public = createPublicKey(testing_key);

test("SHA256 with RSA: wechatpay-go, utils/sign_test.go at 4a01b1d, TestSha256WithRsa", () => {
  const signature =
    "BKyAfU4iMCuvXMXS0Wzam3V/cnxZ+JaqigPM5OhljS2iOT95OO6Fsuml2JkFANJU9K6q9bLlDhPXuoVz+pp4hAm6pHU4ld815U4jsKu1RkyaII+1CYBUYC8TK0XtJ8FwUXXz8vZHh58rrAVN1XwNyvD1vfpxrMT4SL536GLwvpUHlCqIMzoZUguLli/K8V29QiOhuH6IEqLNJn8e9b3nwNcQ7be3CzYGpDAKBfDGPCqCv8Rw5zndhlffk2FEA70G4hvMwe51qMN/RAJbknXG23bSlObuTCN7Ndj1aJGH6/L+hdwfLpUtJm4QYVazzW7DFD27EpSQEqA8bX9+8m1rLg==";
  expect(signRsa(testing_key, "source")).toBe(signature);
  expect(verifyRsa(testing_public, "source", signature)).toBe(true);
  expect(verifyRsa(testing_public, "sourcE", signature)).toBe(false);
});

test("a sealed resource: wechatpay-go, utils/aes_test.go at 192b913, TestDecryptAes256Gcm", () => {
  const sealed = {
    associated_data: "Dl56FrqWQJF1t9LtC3vEUsniZKvbqdR8",
    nonce: "wCq51qZv4Yfg",
    ciphertext: "FsdXzxryWfKwvLJKf8LG/ToRPTRh8RN9wROC",
  };
  expect(openResource("testAPIv3Key0000", sealed)).toBe("Hello World");
  expect(openResource("testAPIv3Key1111", sealed)).toBeNull();
  expect(openResource("not a aes key", sealed)).toBeNull();
  expect(openResource("testAPIv3Key0000", { ...sealed, ciphertext: "SGVsbG8gV29ybGQK" })).toBeNull();
  expect(openResource("testAPIv3Key0000", { ...sealed, associated_data: "" })).toBeNull();
});

test("a sealed resource with a key of 32 characters: by wechatpay-axios-plugin 0.9.6, Aes.AesGcm.encrypt", () => {
  const opened = openResource("0123456789abcdef0123456789abcdef", {
    nonce: "c9b2f7a1d3e4",
    associated_data: "transaction",
    ciphertext: "cvvrU5gWcnjFwocooCQb2Np5OorxyXLgtv4Dksrl5t8AUwneJlW0zAT+lpe5oPXrCkgcKI/0X6gHjHitKVoa",
  });
  expect(opened).toBe('{"out_trade_no":"pi_1","trade_state":"SUCCESS"}');
});

test("a request to WeChat Pay: by wechatpay-axios-plugin 0.9.6, Formatter.request and Rsa.sign", () => {
  const call = {
    method: "POST",
    path: "/v3/pay/transactions/native",
    timestamp: "1554208460",
    nonce: "593BEC0C930BF1AFEB40B4A08C8FB242",
    body: '{"appid":"wxd678efh567hg6787"}',
  };
  const signature =
    "YukuFzLiU6428JtsuJeTAIx3wOSV4u6DjE0h2dFT7Gs2Y2gQpEQrFee8dPKMxIdCSNqDDn67WHtAIitd/rBbrWVRyb9sgGGmxvedOJS70aEtOMCmylxn9H5yIldlJ6izRBqQG1vqniyLA0292x62vqFmXaGLNZtwlhx+o/WgfV7w5Ahy59WJzBp2CPsTZhMtL6otN/t7NCDlW5PDzlS5BG0ZUUvwEYwcrFuGU+PwxuOcHVVcWXxCo835Q3ai6P9VY3H5Ufzs4sNkuIE9p5tWXhq4iKb2LJFZAuSo90kgLqsVip16foCpas8VlcgKCG6knvMZGAVM09qO/Bm14gqJtA==";
  const message = requestMessage(call.method, call.path, call.timestamp, call.nonce, call.body);
  expect(message).toBe(
    'POST\n/v3/pay/transactions/native\n1554208460\n593BEC0C930BF1AFEB40B4A08C8FB242\n{"appid":"wxd678efh567hg6787"}\n',
  );
  expect(signRsa(testing_key, message)).toBe(signature);
  const header = authorization({ mch_id: "1900009191", serial_no: "1DDE55AD", private_key: testing_key }, call);
  expect(header).toBe(
    `WECHATPAY2-SHA256-RSA2048 mchid="1900009191",nonce_str="${call.nonce}",signature="${signature}",timestamp="1554208460",serial_no="1DDE55AD"`,
  );
});

test("an answer of WeChat Pay: by wechatpay-axios-plugin 0.9.6, Formatter.response and Rsa.sign", () => {
  const signature =
    "neGFbwiQmeZ4Ib8DBOZuyKfw75owGKFzof70g1e7Mc1JYEChOaREzFiFcGjTGQVZrKqCuX6UmykjP9Vz05f+phi1EfrqCPDmddq5B6MSoWos05335DA6FvcxFGm7VSd/IroHJf+yMQIk6YBjfn41+ux9sZ53Qn9RUl3ZHYG6RM8StZL1RTt4pz6eTKWNPbUTwHX1fsZmIE91kWhNyYvTnd3Wsg1F1Ft5B6lZpltmPAWEATuyYr/qdrcIyijZ1rxslyqJWBx0Ret+3L8FjNVLuAzfqCdZTLhJ+GIBfh+YPIcYMpUGKwCND8m6VUgblqIA2D2r1hU1f7Y7ph4DbB8npQ==";
  const body = '{"id":"x"}';
  expect(signRsa(testing_key, answerMessage("1554208460", "593BEC0C930BF1AFEB40B4A08C8FB242", body))).toBe(signature);
  const keys = new Map([["PUB_KEY_ID_1", testing_public]]);
  const headers = (change: Record<string, string> = {}) =>
    new Headers({
      "wechatpay-serial": "PUB_KEY_ID_1",
      "wechatpay-timestamp": "1554208460",
      "wechatpay-nonce": "593BEC0C930BF1AFEB40B4A08C8FB242",
      "wechatpay-signature": signature,
      ...change,
    });
  const bytes = (text: string) => new TextEncoder().encode(text);
  expect(verifyWechat(keys, headers(), bytes(body))).toBe("valid");
  expect(verifyWechat(keys, headers(), bytes('{"id":"y"}'))).toBe("invalid");
  expect(verifyWechat(keys, headers({ "wechatpay-timestamp": "1554208461" }), bytes(body))).toBe("invalid");
  expect(verifyWechat(keys, headers({ "wechatpay-serial": "other" }), bytes(body))).toBe("unknown");
  // WeChat Pay probes merchants with signatures that are none.
  expect(verifyWechat(keys, headers({ "wechatpay-signature": "WECHATPAY/SIGNTEST/abc" }), bytes(body))).toBe("invalid");
});

test("a page of Alipay: by alipay-sdk 4.14.0, pageExec", () => {
  const params = {
    method: "alipay.trade.page.pay",
    app_id: "2021000122671080",
    charset: "utf-8",
    version: "1.0",
    sign_type: "RSA2",
    timestamp: "2024-11-22 04:00:00",
    notify_url: "https://shop.example.org/webhooks/alipay/shop_1",
    return_url: "https://shop.example.org/orders",
    alipay_sdk: "alipay-sdk-nodejs-4.0.0",
    biz_content:
      '{"out_trade_no":"pi_01kas000000000000000000000","product_code":"FAST_INSTANT_TRADE_PAY","subject":"茶铺 · 绿茶","total_amount":"12.34"}',
  };
  expect(signParams(testing_key, params)).toBe(
    "QJ26zrT/X2BpTMhYbKjNQDTpB3U8TZfsmSGQaiIzcdF7HS9O6iK+LOabYSY85U1Kp0UGIXcYkoLy+E4MbgcpL41NZQ4XkOsfIS01+L2TZmejR8Tyh9asRxlyNgVRAWbwW48YrtbIzzs9WwLjSQAxIAeLF0Mfk/Lksz+UIFQcPHDy55QZr2wMjje3fRORzUh6pRUZZVKpKMgsM1wRU7o0M6k2EgKZ/L+2iLlBuHkXGtZkJeFlNNJx5JnHmnm9/W9VUp2QsaksrwDHc908AUFMR6uZXctx97I+gkP6JLk3diGV6FEiJEXLJ5nAUPmyhWe+YzyV0Lo161HCsNSn/f29cw==",
  );
  expect(signContent({ b: "2", a: "", c: "3", sign: "x" })).toBe("b=2&c=3");
});

/** alipay/alipay-sdk-nodejs-all, test/alipay.test.ts at 02e76a3, checkNotifySign "with sign_type arguments verify success". */
const notice: Record<string, string> = {
  gmt_create: "2019-08-15 15:56:22",
  charset: "utf-8",
  seller_email: "z97-yuquerevenue@service.aliyun.com",
  subject: "语雀空间 500人规模",
  sign: "QfTb8tqE1BMhS5qAnXtvsF3/jBkEvu9q9en0pdbBUDDjvKycZhQb7h8GDs4FKfi049PynaNuatxSgLb/nLWZpXyyh0LEWdK2S6Ri7nPwrVgOs08zugLO20vOQz44y3ti2Ncm8/wZts1Fr2gZ7pShnVX3d1B50hbsXnObT1r/U8ONNQjWXd0HIul4TG+Q3fm3svmSvFEy0WnzuhcyHPX5Gm4ELNctL6Qd5YniGJFNcc7kopHYtI/XD9YCKCH6Ct02rzUs9i11C9CsadtZn+WhxF26Dqt9sGEFajkJ8cxUTLi8+VCpLHsgPE8P0y095uQcDdK0YjCh4x7wVSov+lrmOQ==",
  buyer_id: "2088102534368455",
  invoice_amount: "0.10",
  notify_id: "2019081500222155624068450559358070",
  fund_bill_list: '[{"amount":"0.10","fundChannel":"ALIPAYACCOUNT"}]',
  notify_type: "trade_status_sync",
  trade_status: "TRADE_SUCCESS",
  receipt_amount: "0.10",
  buyer_pay_amount: "0.10",
  sign_type: "RSA2",
  app_id: "2019073166072302",
  seller_id: "2088531891668739",
  gmt_payment: "2019-08-15 15:56:24",
  notify_time: "2019-08-15 15:56:25",
  version: "1.0",
  out_trade_no: "20190815155618536-564-57",
  total_amount: "0.10",
  trade_no: "2019081522001468450512505578",
  auth_app_id: "2019073166072302",
  buyer_logon_id: "xud***@126.com",
  point_amount: "0.00",
};
const notice_key =
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqObrdC7hrgAVM98tK0nv3hSQRGGKT4lBsQjHiGjeYZjOPIPHR5knm2jnnz/YGIXIofVHkA/tAlBAd5DrY7YpvI4tP5EONLtZKC2ghBMx7McI2wRD0xiqzxOQr1FuhZGJ8/AUokBzJrzY+aGX2xcOrxFYRlFilvVLTXg4LWjR1tdPkO6+i7wQZAIVMClPkwVRZEbaERRHlKqTzv2gGv5rDU8gRoe1LeaN+6BlbTqHWkQcNCUNrA8C6l17XAXGKDsm/9TFWwO8EPHHHCaQdjtV5/FdcWIt+L8SR1ss7EXTjYDFtxcKVv9rEoY1lX8T4mX+GbXfZHraG5NCF1+XioL5JwIDAQAB";

test("a notification Alipay really sent, from its SDK's tests: true as it is, false with any field changed", () => {
  const key = readPublicKey(notice_key);
  expect(verifyNotice(key, notice)).toBe(true);
  for (const name of Object.keys(notice)) {
    if (name === "sign" || name === "sign_type") continue;
    expect(verifyNotice(key, { ...notice, [name]: `${notice[name] ?? ""}1` }), name).toBe(false);
  }
  expect(verifyNotice(key, { ...notice, extra: "1" })).toBe(false);
  expect(verifyNotice(key, { ...notice, sign_type: "RSA" })).toBe(false);
});

test("the part of an answer Alipay signed: alipay-sdk-nodejs-all, test/alipay.test.ts at 02e76a3, getSignStr", () => {
  const part =
    '{"code":"10000","sign":"xxx","msg":"Success","image_url":"http:\\/\\/oalipay-dl-django.alicdn.com\\/rest\\/1.0\\/image?fileIds=Zp1N&zoom=original"}';
  const name = "alipay_offline_material_image_upload_response";
  expect(signedPart(`{"${name}":${part},"sign":"P8xr=="}`, name)).toBe(part);
  expect(signedPart(`{"${name}"\n  :\n  ${part},\n\n  "sign"  :  "P8xr=="}`, name)).toBe(part);
  expect(signedPart('{"x_response":{"a":"}{\\""},"sign":""}', "x_response")).toBe('{"a":"}{\\""}');
  expect(signedPart("{}", name)).toBeNull();
});

test("a signed event: by stripe 23.1.0, webhooks.generateTestHeaderString", () => {
  const header = signatureHeader("whsec_test_secret", new Date(1614265330_000), '{"id":"evt_1","object":"event"}');
  expect(header).toBe("t=1614265330,v1=42b3d2b2181207b6b299df380bf37599bb895dc182467ba12e046b1916c4cd19");
});

test("Stripe's form: lists and objects by their names in brackets", () => {
  const form = formOf({ mode: "payment", line_items: [{ quantity: 1, price_data: { unit_amount: 1234n } }] });
  expect([...form]).toEqual([
    ["mode", "payment"],
    ["line_items[0][quantity]", "1"],
    ["line_items[0][price_data][unit_amount]", "1234"],
  ]);
});
