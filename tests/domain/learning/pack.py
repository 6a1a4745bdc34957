"""A tiny pack with learning, right as it stands, that tests spoil in one place."""

from tests.sample_pack import FILES

LEARNING = """\
skills:
  data: {order: 10, name: データ, short: データ, means: 数字を読む。, levels: [分かる, できる, 教える]}
  privacy: {order: 20, name: 個人情報, short: 個人, means: 守る。, levels: [分かる, できる, 教える]}
---
roles:
  general: {order: 10, kind: general, name: 一般行政職員, means: みな。, for_everybody: "yes", needs: {data: 1, privacy: 1}}
  leader: {order: 20, kind: leader, name: DX推進リーダー, means: 進める人。, needs: {data: 2, privacy: 1}}
---
course: reading-data
order: 10
title: データを読む
summary: 数字の見方です。
kind: reading
gives: {data: 1}
minutes: 10
pages: [{title: 割合, body: [分母を見ます。, {points: [一つ, 二つ]}]}]
check:
  pass_mark: 1
  questions:
    - {question: 割合を見るとき確かめるものは, choices: {a: 分母, b: 色, c: 紙}, right: [a], explanation: 分母です。}
---
course: privacy
order: 20
title: 個人情報
summary: 守り方です。
kind: reading
gives: {privacy: 1}
minutes: 10
valid_months: 12
pages: [{title: 目的, body: [目的を決めます。]}]
check:
  pass_mark: 2
  questions:
    - {question: 一問目, choices: {a: よい, b: よくない}, right: [a], explanation: 一つ目。}
    - {question: 二問目, choices: {a: よい, b: またよい, c: よくない}, right: [a, b], explanation: 二つ目。}
---
course: data-day
order: 30
title: データの日
summary: 集まって学びます。
kind: session
completion: both
gives: {data: 2}
minutes: 120
check:
  pass_mark: 1
  questions:
    - {question: 三問目, choices: {a: はい, b: いいえ}, right: [b], explanation: いいえです。}
---
course: talk
order: 40
title: 話を聞く
summary: 聞く会です。
kind: session
completion: attendance
gives: {privacy: 2}
minutes: 60
"""
FILE = "learning/learning.yaml"
WITH_LEARNING = {**FILES, FILE: LEARNING}
