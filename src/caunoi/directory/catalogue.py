"""What ships with the code: terms of the catalogue in both languages, and the usual gates of services that have them.

Names of terms are those of `choices`, in both languages; what stands here is what a name alone does not say.
"""

from typing import NamedTuple

from caunoi.directory.choices import GateCode, ServiceCode, ServiceGroup

VERSION = "2026-11"
SERVICES, CONDITIONS = "services", "conditions"


class Words(NamedTuple):
    vi: str
    en: str


TAXONOMIES: dict[str, tuple[Words, Words]] = {
    SERVICES: (
        Words("Danh mục dịch vụ hỗ trợ", "Catalogue of support services"),
        Words(
            "Các việc giúp mà một nơi có thể cung cấp, xếp theo nhóm của biểu báo cáo.",
            "What a place can offer, in the groups of the official report.",
        ),
    ),
    CONDITIONS: (
        Words("Điều kiện khi sử dụng dịch vụ", "Conditions of services"),
        Words(
            "Những điều một nơi có thể hỏi trước khi giúp: tuổi, nơi đăng ký cư trú, giấy tờ, bảo hiểm, hoàn cảnh.",
            "What a place may ask before it serves: age, residence, papers, insurance, situation.",
        ),
    ),
}
GROUPS: dict[ServiceGroup, Words] = {
    ServiceGroup.LEGAL: Words("Hỏi về pháp luật, giấy tờ, cư trú.", "Law, papers, residence."),
    ServiceGroup.PSYCHOLOGICAL: Words("Nói chuyện với người có chuyên môn.", "Talking with a trained person."),
    ServiceGroup.HEALTH: Words("Khám, chữa và phòng bệnh.", "Check-ups, treatment, prevention."),
    ServiceGroup.HIV: Words("Dịch vụ y tế chuyên khoa, giữ kín.", "Specialised health services, in confidence."),
    ServiceGroup.PROTECTION: Words("Khi không an toàn: chỗ ở, y tế, người giúp.", "When unsafe: shelter, care, help."),
    ServiceGroup.EDUCATION: Words("Đi học, cho người lớn và cho con.", "Schooling, for adults and children."),
    ServiceGroup.WORK: Words("Học nghề, tìm việc, quyền lợi khi đi làm.", "Training, jobs, rights at work."),
    ServiceGroup.LOAN: Words("Vay vốn làm ăn.", "Loans to earn a living."),
    ServiceGroup.WELFARE: Words("Trợ giúp xã hội và bảo hiểm.", "Social assistance and insurance."),
}
KINDS: dict[ServiceCode, Words] = {
    ServiceCode.LEG_ADV: Words("Luật sư hoặc trung tâm tư vấn trả lời câu hỏi.", "A lawyer or legal centre answers."),
    ServiceCode.LEG_AID: Words(
        "Trung tâm trợ giúp pháp lý nhà nước giúp miễn phí người thuộc diện theo luật.",
        "State legal aid centres help those whom the law names, free of charge.",
    ),
    ServiceCode.DOC_ID: Words("Làm hoặc làm lại căn cước; phải gặp công an.", "Identity card; means meeting police."),
    ServiceCode.DOC_RES: Words("Đăng ký thường trú, tạm trú; phải gặp công an.", "Residence; means meeting police."),
    ServiceCode.DOC_BIRTH: Words("Đăng ký khai sinh tại xã, phường.", "Registering a birth at the commune."),
    ServiceCode.PSY: Words("Tham vấn tại trung tâm công tác xã hội hoặc nơi tương tự.", "At social-work centres."),
    ServiceCode.SRH: Words("Khám và tư vấn sức khoẻ phụ nữ.", "Women's health."),
    ServiceCode.STI: Words("Khám, xét nghiệm và chữa.", "Check-up, tests and treatment."),
    ServiceCode.CTC: Words("Các biện pháp tránh thai.", "Methods of contraception."),
    ServiceCode.CERV: Words("Khám phát hiện sớm.", "Early detection."),
    ServiceCode.MMT: Words("Uống thuốc mỗi ngày tại cơ sở.", "Daily medicine at the site."),
    ServiceCode.HIV: Words(
        "Xét nghiệm, dự phòng, điều trị: chung một mã. Từ 15 tuổi không cần người giám hộ khi xét nghiệm.",
        "Tests, prevention, treatment under one code. From 15 years no guardian is needed for a test.",
    ),
    ServiceCode.GBV_CM: Words("Một người đi cùng từ đầu đến cuối.", "One person helps from beginning to end."),
    ServiceCode.GBV_MED: Words("Chăm sóc y tế càng sớm càng tốt.", "Medical care, as soon as possible."),
    ServiceCode.SHELTER: Words("Chỗ ở tạm; không nêu địa chỉ, gọi điện trước.", "Call first; no address is shown."),
    ServiceCode.HOT: Words("Gọi điện để được nghe và chỉ dẫn.", "Somebody listens and shows the way."),
    ServiceCode.CHILD_PROT: Words("Cho người dưới 18 tuổi.", "For people under 18."),
    ServiceCode.ANTI_TRAF: Words("Cho người bị bán, bị ép làm việc.", "For people who were sold or forced to work."),
    ServiceCode.EDU: Words("Học văn hoá, giáo dục thường xuyên.", "Continuing education."),
    ServiceCode.CHILD_EDU: Words("Cho con đi học, chuyển trường.", "School for one's children."),
    ServiceCode.VOC: Words("Khoá học nghề ngắn hoặc dài.", "Short and long courses."),
    ServiceCode.JOB: Words("Trung tâm dịch vụ việc làm.", "Job centres."),
    ServiceCode.LOAN_VBSP: Words(
        "Vay ngân hàng chính sách xã hội theo chương trình tín dụng.", "Credit programmes of the policy bank."
    ),
    ServiceCode.LOAN_MF: Words("Quỹ nhóm, tín dụng nhỏ.", "Group funds, micro-credit."),
    ServiceCode.SOC_ASSIST: Words("Trợ giúp tại xã, phường; theo nơi cư trú.", "At the commune; by residence."),
    ServiceCode.BHYT: Words("Mua và dùng thẻ; theo hộ gia đình.", "Buying and using a card; by household."),
    ServiceCode.LAB: Words("Hợp đồng, bảo hiểm xã hội, an toàn lao động.", "Contract, insurance, safety at work."),
}


class Usual(NamedTuple):
    """A gate that services of one kind usually have; whoever keeps a service can change it."""

    code: GateCode
    way: int = 0
    minimum_age: int | None = None
    maximum_age: int | None = None


USUAL_GATES: dict[ServiceCode, tuple[Usual, ...]] = {
    # Law on Legal Aid 2017, Article 7, as a newspaper tells it (dantri.com.vn, 19/11/2025): six ways in, each enough
    ServiceCode.LEG_AID: (
        Usual(GateCode.POOR, 1),
        Usual(GateCode.AGE, 2, maximum_age=15),
        Usual(GateCode.YOUNG_CASE, 3),
        Usual(GateCode.SOLD, 4),
        *(Usual(code, way) for way, code in enumerate(
            (GateCode.HARMED, GateCode.ILLNESS, GateCode.DISABLED, GateCode.ELDER), start=5
        )),
        *(Usual(GateCode.HARD, way) for way in range(5, 9)),
    ),
    # Decision 29/2014/QĐ-TTg, extended to 31/12/2020; what holds since was not found
    ServiceCode.LOAN_VBSP: (
        Usual(GateCode.RES_STABLE), Usual(GateCode.ID), Usual(GateCode.LOAN_GROUP), Usual(GateCode.LISTED),
    ),
    ServiceCode.HIV: (Usual(GateCode.AGE, minimum_age=15),),
    ServiceCode.SOC_ASSIST: (Usual(GateCode.RES_COMMUNE),),
    ServiceCode.BHYT: (Usual(GateCode.RES_STABLE), Usual(GateCode.ID)),
}  # fmt: skip
