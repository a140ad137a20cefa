"""People of earlier versions, and that this version goes on with them."""

from datetime import timedelta

AN, MOHAMED, GODELIEVE = 7_000_000_001, 7_000_000_002, 7_000_000_003
PLAN = "Als het dinsdag is, dan vraag ik de buurvrouw"
PLAN_DUE = timedelta(days=7)
