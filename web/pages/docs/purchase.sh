# step: begin
# The market, and a way to pick an id out of an answer: every id says what it is.
BASE=${BASE:-http://127.0.0.1:3000}
first() { grep -o "$1_[0-9a-z]\{26\}" | head -n 1; }
json='content-type: application/json'

# step: sign_in
# The demo signs anybody in with one call. Elsewhere: POST /v1/auth/codes, then /v1/auth/sessions, or an API key of scope `buy`.
TOKEN=$(curl -fsS "$BASE/v1/demo/sign_in" -H "$json" -d '{"role":"viewer"}' | sed 's/.*"token":"\([^"]*\)".*/\1/')
auth="authorization: Bearer $TOKEN"

# step: find
# A room on air, its session, and something in its bag.
ROOM=$(curl -fsS "$BASE/v1/rooms" | first room)
curl -fsS "$BASE/v1/rooms/$ROOM" > room.json
SESSION=$(first sess < room.json)
VARIANT=$(first var < room.json)

# step: address
ADDRESS=$(curl -fsS "$BASE/v1/addresses" -H "$auth" -H "$json" -d '{
  "name": "张小满", "phone": "+86 138 0013 8000",
  "region": "陕西省", "city": "西安市", "district": "雁塔区", "street": "小寨东路 1 号", "postal_code": "710061"
}' | first addr)

# step: order
# The key makes a repeat safe: the same key and body always get the first answer. `moment` keeps where in the broadcast it was bought.
ORDER=$(curl -fsS "$BASE/v1/orders" -H "$auth" -H "$json" -H "idempotency-key: curl-$$-$(date +%s)" -d '{
  "lines": [{ "variant_id": "'"$VARIANT"'", "quantity": 1 }],
  "address_id": "'"$ADDRESS"'",
  "moment": { "session_id": "'"$SESSION"'", "stream_offset_ms": 0 },
  "expected_total": null
}' | first ord)

# step: pay
# The provider's own page takes the money. In the demo that is the sandbox: pressing its button is one form.
PAGE=$(curl -fsS "$BASE/v1/orders/$ORDER/pay" -H "$auth" -H "$json" -H "idempotency-key: pay-$ORDER" \
  -d '{"return_path":"/orders"}' | sed 's/.*"pay_url":"\([^"]*\)".*/\1/')
curl -fsS -o page.html -d decision=pay "$PAGE"

# step: wait
# The provider tells the market by a signed webhook; then the order is to be shipped.
for attempt in 1 2 3 4 5 6 7 8 9 10; do
  STATE=$(curl -fsS "$BASE/v1/orders/$ORDER" -H "$auth" | grep -o '"state":"[a-z_]*"' | head -n 1 | cut -d '"' -f 4)
  [ "$STATE" = to_ship ] && break
  sleep 1
done
echo "$ORDER is $STATE"
